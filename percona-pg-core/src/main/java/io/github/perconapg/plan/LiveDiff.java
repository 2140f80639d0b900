package io.github.perconapg.plan;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a chart renders with what lives on the cluster. A difference is a rendered field
 * whose live value is another one or missing; fields that only the cluster has are not looked at
 * (safety rule on drift).
 */
final class LiveDiff {

  private static final Pattern SECRET_FIELD =
      Pattern.compile("token|passw|credential|api.?key", Pattern.CASE_INSENSITIVE);

  private final List<String> differences = new ArrayList<>();

  private LiveDiff() {}

  /**
   * The differences, as {@code path: live -> rendered}, in the order of the rendered object.
   *
   * @param rendered an object as the chart renders it
   * @param live the object as the API server returns it
   */
  static List<String> between(Map<String, Object> rendered, Map<String, Object> live) {
    var diff = new LiveDiff();
    for (var entry : rendered.entrySet()) {
      switch (entry.getKey()) {
        case "apiVersion", "kind", "status" -> {}
        case "metadata" -> {
          for (var part : List.of("labels", "annotations")) {
            diff.compare(
                "metadata." + part,
                Tree.at(entry.getValue(), part),
                Tree.at(live, "metadata", part));
          }
        }
        default -> diff.compare(entry.getKey(), entry.getValue(), live.get(entry.getKey()));
      }
    }
    return diff.differences;
  }

  private void compare(String path, @Nullable Object rendered, @Nullable Object live) {
    if (isEmpty(rendered)) {
      return; // says nothing; what the cluster has there was added by somebody else
    }
    if (rendered instanceof Map<?, ?> map && (live instanceof Map || live == null)) {
      map.forEach((key, value) -> compare(path + "." + key, value, Tree.at(live, "" + key)));
    } else if (rendered instanceof List<?> list && live instanceof List<?> other) {
      compareLists(path, list, other);
    } else if (!sameScalar(rendered, live)) {
      differences.add(path + ": " + shown(path, live) + " -> " + shown(path, rendered));
    }
  }

  private void compareLists(String path, List<?> rendered, List<?> live) {
    if (rendered.stream().allMatch(item -> Tree.at(item, "name") != null)) {
      for (var item : rendered) {
        var name = Tree.text(item, "name");
        var match = live.stream().filter(l -> Tree.text(l, "name").equals(name)).findFirst();
        compare(path + "[" + name + "]", item, match.orElse(null));
      }
    } else if (rendered.size() != live.size()) {
      differences.add(path + ": " + live.size() + " entries -> " + rendered.size());
    } else {
      for (int i = 0; i < rendered.size(); i++) {
        compare(path + "[" + i + "]", rendered.get(i), live.get(i));
      }
    }
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null
        || "".equals(value)
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof Collection<?> list && list.isEmpty());
  }

  private static boolean sameScalar(@Nullable Object rendered, @Nullable Object live) {
    if (rendered == null || live == null) {
      return false;
    }
    if (rendered instanceof Map || rendered instanceof List) {
      return false;
    }
    return Objects.equals(rendered.toString(), live.toString()) || sameAmount(rendered, live);
  }

  /** The API server writes quantities in a form of its own: 1000m comes back as 1. */
  private static boolean sameAmount(Object rendered, Object live) {
    var one = amount(rendered);
    var other = amount(live);
    return one != null && other != null && one.compareTo(other) == 0;
  }

  private static @Nullable BigDecimal amount(Object scalar) {
    try {
      return Quantity.getAmountInBytes(Quantity.parse(scalar.toString()));
    } catch (IllegalArgumentException e) {
      return null; // not a quantity, so it can only be equal as text
    }
  }

  private static String shown(String path, @Nullable Object value) {
    if (value == null) {
      return "(missing)";
    }
    var secret =
        path.startsWith("data.")
            || path.startsWith("stringData.")
            || SECRET_FIELD.matcher(path).find();
    return secret ? "(masked)" : value.toString();
  }
}
