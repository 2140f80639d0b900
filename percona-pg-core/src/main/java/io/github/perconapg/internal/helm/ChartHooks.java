package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.yaml.Unstructured;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The hooks of a chart: objects that Helm writes around a verb and that belong to no release
 * afterwards, so that an uninstall leaves them. Hooks of an event that Helm does not know, such as
 * crd-install since Helm 3, are in no record: Helm skips them.
 */
public final class ChartHooks {

  /** The verbs that this library makes Helm carry out; a rollback is an upgrade. */
  private static final List<String> VERBS = List.of("install", "upgrade", "delete");

  private ChartHooks() {}

  /** Returns the hooks that Helm runs with one of the verbs install, upgrade and delete. */
  public static List<RenderedObject> running(List<RenderedObject> hooks, String... verbs) {
    var ran = List.of(verbs);
    return hooks.stream()
        .filter(hook -> events(hook).stream().anyMatch(event -> isOf(event, ran)))
        .toList();
  }

  /** Returns whether Helm leaves a hook once it has run. Helm deletes no CRD of a hook. */
  public static boolean stays(RenderedObject hook) {
    return hook.kind().equals("CustomResourceDefinition")
        || !list(hook, "helm.sh/hook-delete-policy").contains("hook-succeeded");
  }

  /** Returns a sentence for each hook that this library ever makes Helm run. */
  public static List<String> notes(List<RenderedObject> hooks, String namespace) {
    return running(hooks, VERBS.toArray(String[]::new)).stream()
        .map(
            hook ->
                "The chart's hook %s %s runs at %s; %s."
                    .formatted(
                        hook.kind(),
                        hook.nameIn(namespace),
                        String.join(
                            ", ",
                            events(hook).stream().filter(event -> isOf(event, VERBS)).toList()),
                        stays(hook)
                            ? "destroy does not remove it, delete it by hand afterwards"
                            : "Helm deletes it after it succeeds"))
        .toList();
  }

  private static boolean isOf(String event, List<String> verbs) {
    return verbs.stream()
        .anyMatch(verb -> event.equals("pre-" + verb) || event.equals("post-" + verb));
  }

  private static List<String> events(RenderedObject hook) {
    return list(hook, "helm.sh/hook");
  }

  /** As Helm reads it: separated by commas, in any case. */
  private static List<String> list(RenderedObject hook, String annotation) {
    var text = Unstructured.text(hook.content(), "metadata", "annotations", annotation);
    return Arrays.stream(text.split(",", -1))
        .map(part -> part.strip().toLowerCase(Locale.ROOT))
        .toList();
  }
}
