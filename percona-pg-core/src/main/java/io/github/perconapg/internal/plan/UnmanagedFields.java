package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an object that neither the chart renders nor the cluster adds by itself: a user added
 * them. Told by the field managers, since the object alone does not show who wrote a field.
 */
final class UnmanagedFields {

  /** Who writes what a release renders, and the cluster's own controllers. */
  private static final Set<String> EXPECTED =
      Set.of(
          "helm", "java", ApiRequests.FIELD_MANAGER, "kube-controller-manager", "kube-apiserver");

  /** Written by kubectl rollout restart; it is no setting. */
  private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

  private static final Pattern LIST_KEY = Pattern.compile("k:\\{.*?\"name\":\"([^\"]+)\".*}");

  private UnmanagedFields() {}

  /** Returns those of one object, a sentence each, sorted. */
  static List<String> of(RenderedObject rendered, Map<String, Object> live) {
    var found = new TreeSet<String>();
    for (var entry : Unstructured.list(live, "metadata", "managedFields")) {
      var manager = Unstructured.text(entry, "manager");
      if (!EXPECTED.contains(manager) && Unstructured.text(entry, "subresource").isEmpty()) {
        var paths = new ArrayList<String>();
        collect("", Unstructured.map(entry, "fieldsV1"), rendered.content(), paths);
        paths.forEach(
            path -> found.add(rendered.shown() + " has " + path + ", added by " + manager));
      }
    }
    return List.copyOf(found);
  }

  /**
   * @param rendered what the chart renders at this place; null when it renders nothing there
   */
  private static void collect(
      String path, Map<String, Object> fields, @Nullable Object rendered, List<String> found) {
    for (var field : fields.entrySet()) {
      var key = field.getKey();
      var children = Unstructured.map(field.getValue());
      if (key.startsWith("f:")) {
        var name = key.substring(2);
        if (path.isEmpty() && !name.equals("spec") && !name.equals("data")) {
          metadata(name, children, rendered, found);
        } else {
          step(join(path, name), Unstructured.at(rendered, name), children, found);
        }
      } else if (LIST_KEY.matcher(key).matches()) {
        var name = LIST_KEY.matcher(key).replaceAll("$1");
        var item =
            rendered instanceof List<?> list
                ? list.stream()
                    .filter(each -> Unstructured.text(each, "name").equals(name))
                    .findFirst()
                    .orElse(null)
                : null;
        step(path + "[" + name + "]", item, children, found);
      }
    }
  }

  /** Of metadata only labels and annotations are settings. */
  private static void metadata(
      String name, Map<String, Object> children, @Nullable Object rendered, List<String> found) {
    if (name.equals("metadata")) {
      for (var part : List.of("labels", "annotations")) {
        collect(
            "metadata." + part,
            Unstructured.map(children, "f:" + part),
            Unstructured.at(rendered, "metadata", part),
            found);
      }
    }
  }

  private static void step(
      String path, @Nullable Object rendered, Map<String, Object> children, List<String> found) {
    if (path.endsWith(RESTARTED_AT)) {
      return;
    }
    if (rendered == null) {
      found.add(path);
    } else {
      collect(path, children, rendered, found);
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
