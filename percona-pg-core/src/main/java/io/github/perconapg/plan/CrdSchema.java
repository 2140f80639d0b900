package io.github.perconapg.plan;

import io.github.perconapg.target.Tree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two forms of one definition: a chart's and the cluster's. */
final class CrdSchema {

  private CrdSchema() {}

  /**
   * Whether the live definition already says all that the chart's says, and its versions have
   * exactly the chart's schemas. What the API server adds by itself does not count.
   */
  static boolean same(Map<String, Object> chart, Map<String, Object> live) {
    var chartVersions = Tree.list(chart, "spec", "versions");
    var liveVersions = Tree.list(live, "spec", "versions");
    if (chartVersions.size() != liveVersions.size()) {
      return false;
    }
    for (int i = 0; i < chartVersions.size(); i++) {
      var schema = new String[] {"schema"};
      if (!equal(Tree.at(chartVersions.get(i), schema), Tree.at(liveVersions.get(i), schema))
          || !covers(liveVersions.get(i), chartVersions.get(i))) {
        return false;
      }
    }
    return Tree.map(chart, "spec").entrySet().stream()
        .filter(e -> !e.getKey().equals("versions"))
        .allMatch(e -> covers(Tree.at(live, "spec", e.getKey()), e.getValue()));
  }

  /**
   * What a change from live to chart would take away: served or stored versions, and schema fields,
   * as {@code version.path}, sorted.
   */
  static List<String> dropped(Map<String, Object> chart, Map<String, Object> live) {
    return without(fields(live), fields(chart));
  }

  /** What a change from live to chart would add, in the same form. */
  static List<String> gained(Map<String, Object> chart, Map<String, Object> live) {
    return without(fields(chart), fields(live));
  }

  /**
   * Fields without those whose parent is among them: what comes or goes as a whole is one line.
   *
   * @param fields as {@link #dropped} and {@link #gained} give them
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
    Tree.list(chart, "spec", "versions").forEach(v -> versions.add(Tree.at(v, "name")));
    return Tree.list(live, "status", "storedVersions").stream()
        .filter(stored -> !versions.contains(stored))
        .map(Object::toString)
        .toList();
  }

  private static List<String> without(Set<String> some, Set<String> others) {
    return some.stream().filter(field -> !others.contains(field)).toList();
  }

  private static Set<String> fields(Map<String, Object> crd) {
    var fields = new TreeSet<String>();
    for (var version : Tree.list(crd, "spec", "versions")) {
      var name = Tree.text(version, "name");
      fields.add(name);
      collect(name, Tree.at(version, "schema", "openAPIV3Schema"), fields);
    }
    return fields;
  }

  private static void collect(String path, @Nullable Object schema, Set<String> fields) {
    Tree.map(schema, "properties")
        .forEach(
            (name, property) -> {
              fields.add(path + "." + name);
              collect(path + "." + name, property, fields);
            });
    for (var nested : List.of("items", "additionalProperties")) {
      if (Tree.at(schema, nested) instanceof Map<?, ?> map) {
        collect(path + "[]", map, fields);
      }
    }
  }

  private static boolean covers(@Nullable Object whole, @Nullable Object part) {
    if (part instanceof Map<?, ?> map && (whole instanceof Map || map.isEmpty())) {
      return map.entrySet().stream()
          .allMatch(e -> covers(Tree.at(whole, String.valueOf(e.getKey())), e.getValue()));
    }
    return equal(whole, part);
  }

  /** Deep equality in which an absent value, null, false, and an empty value are one. */
  private static boolean equal(@Nullable Object one, @Nullable Object other) {
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
  private static boolean isNothing(@Nullable Object value) {
    return value == null
        || Boolean.FALSE.equals(value)
        || "".equals(value)
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }
}
