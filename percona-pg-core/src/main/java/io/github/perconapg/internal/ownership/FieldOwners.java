package io.github.perconapg.internal.ownership;

import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who wrote the fields of an object. What a webhook or a policy changes while a request is admitted
 * counts as written by the sender of the request: a field with another value than the one that Helm
 * sent, and still Helm's, was made so by admission; a later edit makes it another manager's.
 */
public final class FieldOwners {

  private static final Set<String> HELM = Set.of("helm", "java", ApiRequests.FIELD_MANAGER);
  private static final Pattern LIST_KEY = Pattern.compile("k:\\{.*?\"name\":\"([^\"]+)\".*}");

  private final Map<String, Set<String>> managers = new HashMap<>();

  /** Reads an object's managed fields. */
  public FieldOwners(Map<String, Object> live) {
    for (var entry : Unstructured.list(live, "metadata", "managedFields")) {
      collect("", Unstructured.map(entry, "fieldsV1"), Unstructured.text(entry, "manager"));
    }
  }

  /**
   * Tells whether a field that is there was last written by Helm alone.
   *
   * @param path as in a {@link io.github.perconapg.model.FieldChange}
   */
  public boolean isHelms(String path) {
    return isOf(path, HELM);
  }

  /** Tells whether a field was last written by these managers alone. */
  public boolean isOf(String path, Set<String> some) {
    for (var end = path.length(); end > 0; ) {
      var owners = managers.get(path.substring(0, end));
      if (owners != null) {
        return some.containsAll(owners);
      }
      end = Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1));
    }
    return false;
  }

  private void collect(String path, Map<String, Object> fields, String manager) {
    for (var field : fields.entrySet()) {
      var key = field.getKey();
      var place = "";
      if (key.startsWith("f:")) {
        place = path.isEmpty() ? key.substring(2) : path + "." + key.substring(2);
      } else if (LIST_KEY.matcher(key).matches()) {
        place = path + "[" + LIST_KEY.matcher(key).replaceAll("$1") + "]";
      }
      var children = Unstructured.map(field.getValue());
      if (!place.isEmpty() && children.isEmpty()) {
        managers.computeIfAbsent(place, p -> new HashSet<>()).add(manager);
      } else if (!place.isEmpty()) {
        collect(place, children, manager);
      }
    }
  }
}
