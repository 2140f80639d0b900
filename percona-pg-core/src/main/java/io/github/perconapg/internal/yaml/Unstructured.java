package io.github.perconapg.internal.yaml;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads values out of the maps and lists that YAML and JSON become. */
public final class Unstructured {

  private Unstructured() {}

  /**
   * The value under a path of keys.
   *
   * @return null when any part is absent or not a map
   */
  public static @Nullable Object at(@Nullable Object node, String... path) {
    var current = node;
    for (var key : path) {
      current = current instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return current;
  }

  /** The text under a path; empty when there is none. */
  public static String text(@Nullable Object node, String... path) {
    return Objects.toString(at(node, path), "");
  }

  /** The map under a path; empty when there is none. */
  @SuppressWarnings(
      "unchecked") // keys of JSON objects are strings; the manifest reader checks YAML
  public static Map<String, Object> map(@Nullable Object node, String... path) {
    return at(node, path) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** The list under a path; empty when there is none. */
  @SuppressWarnings("unchecked") // the elements are looked at one by one by the callers
  public static List<Object> list(@Nullable Object node, String... path) {
    return at(node, path) instanceof List<?> list ? (List<Object>) list : List.of();
  }
}
