package io.github.perconapg.internal.plan;

import io.fabric8.kubernetes.api.model.Quantity;
import io.github.perconapg.internal.outlet.SecretNames;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.FieldChange;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares an object on the cluster with the one that is wanted. Wanted is either what a chart
 * renders, in which case fields that only the cluster has are not looked at (safety rule on drift),
 * or a whole object, for example one that a dry run answered.
 */
public final class LiveDiff {

  private static final Set<String> NOT_COMPARED = Set.of("apiVersion", "kind", "status");

  /** Fields of type Quantity; elsewhere 1k and 1000 are two texts. */
  private static final Pattern QUANTITY =
      Pattern.compile(
          "spec\\..*\\.(limits|requests|capacity|hard|overhead|min|max|default|defaultRequest)\\.[^\\[]+"
              + "|spec\\.(capacity|hard|overhead)\\.[^\\[]+"
              + "|spec\\..*\\.(sizeLimit|divisor|averageValue)");

  private final boolean whole;
  private final List<FieldChange> changes = new ArrayList<>();

  private LiveDiff(boolean whole) {
    this.whole = whole;
  }

  /**
   * The rendered fields whose live value is another one or missing, in the order of the rendered
   * object.
   *
   * @param rendered an object as the chart renders it
   * @param live the object as the API server returns it
   */
  public static List<FieldChange> between(Map<String, Object> rendered, Map<String, Object> live) {
    return new LiveDiff(false).objects(rendered, live);
  }

  /** Every field that differs, the absent ones among them. */
  static List<FieldChange> betweenWhole(Map<String, Object> wanted, Map<String, Object> live) {
    return new LiveDiff(true).objects(wanted, live);
  }

  private List<FieldChange> objects(Map<String, Object> wanted, Map<String, Object> live) {
    for (var key : keys(wanted, live)) {
      if (key.equals("metadata")) {
        for (var part : List.of("labels", "annotations")) {
          compare(
              "metadata." + part,
              Unstructured.at(wanted, "metadata", part),
              Unstructured.at(live, "metadata", part));
        }
      } else if (!NOT_COMPARED.contains(key)) {
        compare(key, wanted.get(key), live.get(key));
      }
    }
    return changes;
  }

  private void compare(String path, @Nullable Object wanted, @Nullable Object live) {
    if (isEmpty(wanted) && (!whole || isEmpty(live))) {
      return; // says nothing; what the cluster has there was added by another client
    }
    if ((wanted instanceof Map || wanted == null) && (live instanceof Map || live == null)) {
      var one = Unstructured.map(wanted);
      var other = Unstructured.map(live);
      keys(one, other).forEach(key -> compare(path + "." + key, one.get(key), other.get(key)));
    } else if (wanted instanceof List<?> list && live instanceof List<?> other) {
      compareLists(path, list, other);
    } else if (!sameScalar(path, wanted, live)) {
      changes.add(new FieldChange(path, shown(path, live), shown(path, wanted)));
    }
  }

  private void compareLists(String path, List<?> wanted, List<?> live) {
    if (named(wanted) && (!whole || named(live))) {
      var names = new ArrayList<String>();
      wanted.forEach(item -> names.add(Unstructured.text(item, "name")));
      if (whole) {
        live.forEach(item -> names.add(Unstructured.text(item, "name")));
      }
      for (var name : names.stream().distinct().toList()) {
        compare(path + "[" + name + "]", byName(wanted, name), byName(live, name));
      }
    } else if (wanted.size() == live.size()) {
      for (int i = 0; i < wanted.size(); i++) {
        compare(path + "[" + i + "]", wanted.get(i), live.get(i));
      }
    } else {
      compareEntries(path, wanted, live);
    }
  }

  /** Lists of different lengths: the entries that only one of them has, as a whole. */
  private void compareEntries(String path, List<?> wanted, List<?> live) {
    var coming = new ArrayList<Object>(wanted);
    live.forEach(coming::remove);
    var going = new ArrayList<Object>(live);
    wanted.forEach(going::remove);
    if (coming.isEmpty() && going.isEmpty()) {
      changes.add(new FieldChange(path, live.size() + " entries", wanted.size() + " entries"));
    }
    going.forEach(e -> changes.add(new FieldChange(path + "[]", shown(path, e), null)));
    coming.forEach(e -> changes.add(new FieldChange(path + "[]", null, shown(path, e))));
  }

  private Collection<String> keys(Map<String, Object> wanted, Map<String, Object> live) {
    if (!whole) {
      return wanted.keySet();
    }
    var all = new TreeSet<>(wanted.keySet());
    all.addAll(live.keySet());
    return all;
  }

  private static boolean named(List<?> list) {
    return list.stream().allMatch(item -> Unstructured.at(item, "name") != null);
  }

  private static @Nullable Object byName(List<?> list, String name) {
    return list.stream()
        .filter(item -> Unstructured.text(item, "name").equals(name))
        .findFirst()
        .orElse(null);
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null
        || "".equals(value)
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof Collection<?> list && list.isEmpty());
  }

  private static boolean sameScalar(String path, @Nullable Object wanted, @Nullable Object live) {
    if (wanted == null || live == null || wanted instanceof Map || wanted instanceof List) {
      return false;
    }
    return Objects.equals(wanted.toString(), live.toString())
        || (QUANTITY.matcher(path).matches() && sameAmount(wanted, live));
  }

  /** The API server writes quantities in a form of its own: 1000m comes back as 1. */
  private static boolean sameAmount(Object wanted, Object live) {
    var one = amount(wanted);
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

  private static @Nullable String shown(String path, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    var secret =
        path.startsWith("data.") || path.startsWith("stringData.") || SecretNames.isSecret(path);
    return secret && !(value instanceof Boolean)
        ? SecretNames.MASK
        : String.valueOf(SecretNames.masked(value));
  }
}
