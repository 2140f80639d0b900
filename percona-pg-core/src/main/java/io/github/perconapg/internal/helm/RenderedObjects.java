package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.kubernetes.ApiDiscovery;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.TextSource;
import io.github.perconapg.internal.yaml.Trees;
import io.github.perconapg.internal.yaml.Trees.Style;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The objects of a rendered Helm manifest, in its order. */
public final class RenderedObjects {

  private static final Pattern API_VERSION =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]*(/[A-Za-z0-9][A-Za-z0-9-]*)?)?");
  private static final Pattern KIND = Pattern.compile("[A-Za-z0-9]+");

  /** Names of roles may hold more than others do. */
  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._:@+=~-]*");

  private RenderedObjects() {}

  /**
   * The objects of a release's record, for whatever asks for them by their paths: the API server
   * names the kinds that are not known.
   *
   * @param manifest YAML documents, as Helm records them
   * @param namespace the release's namespace, given to objects that name none
   * @throws io.github.perconapg.problem.PerconaPgException release-unreadable when it is not YAML
   */
  public static List<RenderedObject> of(String manifest, String namespace, ApiDiscovery discovery) {
    return of(manifest, namespace, stored(namespace), discovery);
  }

  /**
   * The objects of a release's record; documents that are none are skipped. Paths of kinds that an
   * operator's chart does not have are guesses.
   *
   * @param manifest YAML documents, as Helm records them
   * @param namespace the release's namespace, given to objects that name none
   * @throws io.github.perconapg.problem.PerconaPgException release-unreadable when it is not YAML
   */
  public static List<RenderedObject> of(String manifest, String namespace) {
    return of(manifest, namespace, stored(namespace), null);
  }

  private static TextSource stored(String namespace) {
    return new TextSource(
        "The stored manifest of the release in namespace " + namespace,
        ProblemCode.RELEASE_UNREADABLE,
        ProblemCode.RELEASE_UNREADABLE.advice());
  }

  /**
   * The objects that Helm has just rendered.
   *
   * @param discovery looks up unknown kinds; null to guess them
   * @throws io.github.perconapg.problem.PerconaPgException chart-invalid when they are not YAML
   */
  public static List<RenderedObject> rendered(
      String manifest, String namespace, @Nullable ApiDiscovery discovery) {
    return of(
        manifest,
        namespace,
        new TextSource(
            "What the chart's templates render for namespace " + namespace,
            ProblemCode.CHART_INVALID,
            "Run 'helm template' with the same values to see the line; correct the value that it"
                + " comes from, or use another chart."),
        discovery);
  }

  private static List<RenderedObject> of(
      String manifest, String namespace, TextSource source, @Nullable ApiDiscovery discovery) {
    return Trees.mappings(manifest, Limits.OBJECTS, source, Style.OBJECTS).stream()
        .filter(document -> !Unstructured.text(document, "kind").isEmpty())
        .map(RenderedObjects::asStored)
        .map(document -> checked(RenderedObject.of(document, namespace, discovery), source))
        .toList();
  }

  /**
   * The object as an API server stores it: what a Secret gives as plain text lies in its data,
   * where it replaces an entry of the same name, and base64 has no line breaks.
   */
  private static Map<String, Object> asStored(Map<String, Object> object) {
    if (!Unstructured.text(object, "kind").equals("Secret")
        || !Unstructured.text(object, "apiVersion").equals("v1")
        || !(object.get("data") instanceof Map || object.get("stringData") instanceof Map)) {
      return object;
    }
    var data = new LinkedHashMap<String, Object>();
    Unstructured.map(object.get("data"))
        .forEach(
            (name, value) ->
                data.put(
                    name, value instanceof String text ? text.replaceAll("[\\r\\n]", "") : value));
    Unstructured.map(object.get("stringData"))
        .forEach(
            (name, value) -> data.put(name, value instanceof String text ? base64(text) : value));
    var stored = new LinkedHashMap<>(object);
    stored.remove("stringData");
    stored.put("data", data);
    return stored;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Each part becomes one of the path of a request, which must not lead elsewhere. */
  private static RenderedObject checked(RenderedObject object, TextSource source) {
    if (!API_VERSION.matcher(object.apiVersion()).matches()
        || !KIND.matcher(object.kind()).matches()
        || !NAME.matcher(object.namespace()).matches()
        || !NAME.matcher(object.name()).matches()) {
      throw Problem.of(
              source.code(),
              source.name()
                  + " names "
                  + object.shown()
                  + ", which cannot be an object of Kubernetes.",
              source.remedy())
          .asException();
    }
    return object;
  }
}
