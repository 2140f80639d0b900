package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.yaml.Unstructured;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares two forms of one CRD: a chart's and the cluster's. */
final class CrdSchema {

  private CrdSchema() {}

  /**
   * Tells whether the live CRD already says all that the chart's says, and its versions have
   * exactly the chart's schemas. What the API server adds by itself does not count.
   */
  static boolean same(Map<String, Object> chart, Map<String, Object> live) {
    var chartVersions = Unstructured.list(chart, "spec", "versions");
    var liveVersions = Unstructured.list(live, "spec", "versions");
    if (chartVersions.size() != liveVersions.size()) {
      return false;
    }
    for (int i = 0; i < chartVersions.size(); i++) {
      var schema = new String[] {"schema"};
      if (!equal(
              Unstructured.at(chartVersions.get(i), schema),
              Unstructured.at(liveVersions.get(i), schema))
          || !covers(liveVersions.get(i), chartVersions.get(i))) {
        return false;
      }
    }
    return Unstructured.map(chart, "spec").entrySet().stream()
        .filter(e -> !e.getKey().equals("versions"))
        .allMatch(e -> covers(Unstructured.at(live, "spec", e.getKey()), e.getValue()));
  }

  /**
   * Fields without those whose parent is among them: what comes or goes as a whole is one line.
   *
   * @param fields as {@link CrdDifference} has them
   */
  static List<String> topmost(List<String> fields) {
    var all = new HashSet<>(fields);
    return fields.stream()
        .filter(field -> !all.contains(field.substring(0, Math.max(0, field.lastIndexOf('.')))))
        .filter(
            field -> {
              var parent = field.substring(0, Math.max(0, field.lastIndexOf('.')));
              return !parent.endsWith("[]")
                  || !all.contains(parent.substring(0, parent.length() - 2));
            })
        .toList();
  }

  /** Versions that hold stored objects and that the chart's form does not have. */
  static List<String> droppedStored(Map<String, Object> chart, Map<String, Object> live) {
    var versions = new ArrayList<Object>();
    Unstructured.list(chart, "spec", "versions")
        .forEach(v -> versions.add(Unstructured.at(v, "name")));
    return Unstructured.list(live, "status", "storedVersions").stream()
        .filter(stored -> !versions.contains(stored))
        .map(Object::toString)
        .toList();
  }

  private static boolean covers(@Nullable Object whole, @Nullable Object part) {
    if (part instanceof Map<?, ?> map && (whole instanceof Map || map.isEmpty())) {
      return map.entrySet().stream()
          .allMatch(e -> covers(Unstructured.at(whole, String.valueOf(e.getKey())), e.getValue()));
    }
    return equal(whole, part);
  }

  /** Deep equality in which an absent value, null, false, and an empty value are one. */
  static boolean equal(@Nullable Object one, @Nullable Object other) {
    if (isNothing(one) && isNothing(other)) {
      return true;
    }
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      return a.keySet().stream().allMatch(k -> equal(a.get(k), b.get(k)))
          && b.keySet().stream().allMatch(k -> a.containsKey(k) || isNothing(b.get(k)));
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      if (a.size() != b.size()) {
        return false;
      }
      for (int i = 0; i < a.size(); i++) {
        if (!equal(a.get(i), b.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (one instanceof Number a && other instanceof Number b) {
      return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
    }
    return Objects.equals(one, other);
  }

  /** The server leaves empty optional fields out when it writes a schema back. */
  static boolean isNothing(@Nullable Object value) {
    return value == null
        || Boolean.FALSE.equals(value)
        || "".equals(value)
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }
}
