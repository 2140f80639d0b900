package io.github.perconapg.plan;

import io.github.perconapg.target.ApiDiscovery;
import io.github.perconapg.target.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The objects of a rendered Helm manifest, in its order. */
public final class RenderedObjects {

  private RenderedObjects() {}

  /**
   * Parses the documents of a manifest, and asks the API server how it names kinds that are not
   * known. For whatever asks for the objects by their paths.
   *
   * @param manifest YAML documents, as Helm renders and records them
   * @param namespace the release's namespace, given to objects that name none
   */
  public static List<RenderedObject> of(String manifest, String namespace, ApiDiscovery discovery) {
    return parse(manifest, namespace, discovery);
  }

  /**
   * Parses the documents of a manifest; empty ones are left out. Paths of kinds that an operator's
   * chart does not have are guesses.
   *
   * @param manifest YAML documents, as Helm renders and records them
   * @param namespace the release's namespace, given to objects that name none
   */
  public static List<RenderedObject> of(String manifest, String namespace) {
    return parse(manifest, namespace, null);
  }

  private static List<RenderedObject> parse(
      String manifest, String namespace, @Nullable ApiDiscovery discovery) {
    var settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(16 * 1024 * 1024)
            .setLabel("rendered manifest")
            .build();
    var objects = new ArrayList<RenderedObject>();
    for (var document : new Load(settings).loadAllFromString(manifest)) {
      if (document instanceof Map<?, ?> && !Tree.text(document, "kind").isEmpty()) {
        objects.add(RenderedObject.of(Tree.map(document), namespace, discovery));
      }
    }
    return objects;
  }
}
