package io.github.perconapg.internal.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.internal.outlet.SecretNames;
import io.github.perconapg.model.FieldChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs between the user-supplied values of two revisions. */
public final class ValuesDiff {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<FieldChange> changes = new ArrayList<>();

  private ValuesDiff() {}

  /**
   * The values that change, come or go, by their dotted path; secret ones masked. A list counts as
   * one value.
   */
  public static List<FieldChange> between(Map<String, Object> before, Map<String, Object> after) {
    var diff = new ValuesDiff();
    diff.compare("", before, after);
    return diff.changes;
  }

  private void compare(String path, Map<?, ?> before, Map<?, ?> after) {
    var keys = new LinkedHashSet<Object>(before.keySet());
    keys.addAll(after.keySet());
    for (var key : keys) {
      var name = path + key;
      var one = before.get(key);
      var other = after.get(key);
      if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
        compare(name + ".", a, b);
      } else if (!before.containsKey(key) || !after.containsKey(key) || !same(one, other)) {
        leaf(name, before.containsKey(key), one, after.containsKey(key), other);
      }
    }
  }

  /** A mapping that comes or goes as a whole is shown value by value. */
  private void leaf(
      String name, boolean was, @Nullable Object one, boolean is, @Nullable Object other) {
    if (!was && other instanceof Map<?, ?> map && !map.isEmpty()) {
      compare(name + ".", Map.of(), map);
    } else if (!is && one instanceof Map<?, ?> map && !map.isEmpty()) {
      compare(name + ".", map, Map.of());
    } else {
      changes.add(
          new FieldChange(name, was ? shown(name, one) : null, is ? shown(name, other) : null));
    }
  }

  /** Numbers of a record come as long or double, those of a file as integer. */
  private static boolean same(@Nullable Object one, @Nullable Object other) {
    return Objects.equals(one, other)
        || (one != null
            && other != null
            && text(one).equals(text(other))
            && kind(one) == kind(other));
  }

  private static int kind(Object value) {
    return value instanceof Number ? 1 : value instanceof String ? 2 : 3;
  }

  private static String shown(String path, @Nullable Object value) {
    return SecretNames.isSecret(path) || (value != null && holdsSecret(value))
        ? SecretNames.MASK
        : text(value);
  }

  private static boolean holdsSecret(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .anyMatch(
              e ->
                  SecretNames.isSecret(String.valueOf(e.getKey()))
                      || (e.getValue() != null && holdsSecret(e.getValue())));
    }
    return value instanceof List<?> list
        && list.stream().anyMatch(item -> item != null && holdsSecret(item));
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Map || value instanceof List) {
      try {
        return JSON.writeValueAsString(value);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a tree of JSON values can be written", e);
      }
    }
    return String.valueOf(value);
  }
}
