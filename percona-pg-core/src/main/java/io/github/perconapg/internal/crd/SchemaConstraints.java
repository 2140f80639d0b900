package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.problem.Truncation;
import io.github.perconapg.internal.yaml.Unstructured;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what two schemas of one field accept: the keywords that a structural schema may have
 * (Kubernetes' documentation of CRDs). Of a keyword that is not known here, any change counts.
 */
final class SchemaConstraints {

  private static final int SHOWN = 60;

  /** What says nothing of an object, or is compared elsewhere. */
  private static final Set<String> IGNORED =
      Set.of(
          "description",
          "title",
          "example",
          "externalDocs",
          "default",
          "properties",
          "items",
          "additionalProperties",
          "type",
          "x-kubernetes-int-or-string");

  private static final Set<String> UPPER =
      Set.of("maximum", "maxLength", "maxItems", "maxProperties");
  private static final Set<String> LOWER =
      Set.of("minimum", "minLength", "minItems", "minProperties");

  /** Flags that let more through. */
  private static final Set<String> LENIENT =
      Set.of("nullable", "x-kubernetes-preserve-unknown-fields");

  /** What holds for a keyword that is not there. */
  private static final Map<String, Object> ABSENT =
      Map.of(
          "x-kubernetes-list-type", "atomic",
          "x-kubernetes-map-type", "granular",
          "minLength", 0,
          "minItems", 0,
          "minProperties", 0);

  final Set<String> tightened = new TreeSet<>();
  final Set<String> loosened = new TreeSet<>();
  private final Set<String> gained;
  private final Set<String> dropped;

  /** Adds what loses or keeps data, and not only refuses some, to the two given sets. */
  SchemaConstraints(Set<String> gained, Set<String> dropped) {
    this.gained = gained;
    this.dropped = dropped;
  }

  /** Compares two schemas, without those inside them. */
  void compare(String path, Map<String, Object> from, Map<String, Object> to) {
    types(path, from, to);
    var keywords = new TreeSet<>(from.keySet());
    keywords.addAll(to.keySet());
    keywords.removeAll(IGNORED);
    for (var keyword : keywords) {
      var before = value(keyword, from);
      var after = value(keyword, to);
      if (!CrdSchema.equal(before, after)) {
        keyword(path, keyword, before, after);
      }
    }
  }

  /** Of what no order is known: each way loses what the other had. */
  void changed(String what, @Nullable Object from, @Nullable Object to) {
    if (!CrdSchema.equal(from, to)) {
      add(tightened, what, from, to);
      add(loosened, what, from, to);
    }
  }

  private void keyword(String path, String keyword, @Nullable Object from, @Nullable Object to) {
    var what = path + ": " + keyword;
    if (keyword.equals("x-kubernetes-preserve-unknown-fields")) {
      (CrdSchema.isNothing(to) ? dropped : gained).add(path + ": unknown fields");
    } else if (keyword.equals("required")) {
      sets(what, elements(to), elements(from), from, to);
    } else if (keyword.equals("x-kubernetes-validations")) {
      rules(path, from, to);
    } else if (keyword.equals("enum") && !CrdSchema.isNothing(from) && !CrdSchema.isNothing(to)) {
      sets(what, elements(from), elements(to), from, to);
    } else if (from instanceof Number a && to instanceof Number b && isBound(keyword)) {
      var rises = decimal(b).compareTo(decimal(a)) > 0;
      add(rises == UPPER.contains(keyword) ? loosened : tightened, what, from, to);
    } else if (CrdSchema.isNothing(from) || CrdSchema.isNothing(to)) {
      var comes = CrdSchema.isNothing(from);
      add(comes == LENIENT.contains(keyword) ? loosened : tightened, what, from, to);
    } else {
      changed(what, from, to);
    }
  }

  private void types(String path, Map<String, Object> from, Map<String, Object> to) {
    var before = accepted(from);
    var after = accepted(to);
    if (before.equals(after)) {
      return;
    }
    var what = path + ": type";
    if (!before.isEmpty()
        && !after.isEmpty()
        && !before.containsAll(after)
        && !after.containsAll(before)) {
      dropped.add(what + " " + from.get("type"));
      gained.add(what + " " + to.get("type"));
    } else {
      var more = after.isEmpty() || (!before.isEmpty() && after.containsAll(before));
      add(more ? loosened : tightened, what, before, after);
    }
  }

  /** The types that are accepted; empty for all. */
  private static Set<String> accepted(Map<String, Object> schema) {
    if (Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"))) {
      return new TreeSet<>(Set.of("integer", "string"));
    }
    var type = Unstructured.text(schema, "type");
    return type.isEmpty()
        ? new TreeSet<>()
        : new TreeSet<>(type.equals("number") ? Set.of("integer", "number") : Set.of(type));
  }

  /** A rule of CEL is one more thing that must hold; its message may be another. */
  private void rules(String path, @Nullable Object from, @Nullable Object to) {
    var before = ruleTexts(from);
    var after = ruleTexts(to);
    before.stream()
        .filter(rule -> !after.contains(rule))
        .forEach(rule -> loosened.add(path + ": rule " + Truncation.text(rule, SHOWN)));
    after.stream()
        .filter(rule -> !before.contains(rule))
        .forEach(rule -> tightened.add(path + ": rule " + Truncation.text(rule, SHOWN)));
  }

  private static Set<String> ruleTexts(@Nullable Object rules) {
    var texts = new TreeSet<String>();
    Unstructured.list(rules).forEach(rule -> texts.add(Unstructured.text(rule, "rule")));
    return texts;
  }

  /**
   * Two sets of which the larger one accepts more.
   *
   * @param before what was accepted
   * @param after what is accepted then
   */
  private void sets(
      String what,
      Set<Object> before,
      Set<Object> after,
      @Nullable Object from,
      @Nullable Object to) {
    if (!after.containsAll(before)) {
      add(tightened, what, from, to);
    }
    if (!before.containsAll(after)) {
      add(loosened, what, from, to);
    }
  }

  private static Set<Object> elements(@Nullable Object list) {
    return new HashSet<>(Unstructured.list(list));
  }

  private static @Nullable Object value(String keyword, Map<String, Object> schema) {
    // The two types of such a field may be spelt out beside it.
    if (keyword.equals("anyOf") && Boolean.TRUE.equals(schema.get("x-kubernetes-int-or-string"))) {
      return null;
    }
    return schema.getOrDefault(keyword, ABSENT.get(keyword));
  }

  private static boolean isBound(String keyword) {
    return UPPER.contains(keyword) || LOWER.contains(keyword);
  }

  private static BigDecimal decimal(Number number) {
    return new BigDecimal(number.toString());
  }

  private static void add(
      Set<String> set, String what, @Nullable Object from, @Nullable Object to) {
    set.add(what + " " + shown(from) + " to " + shown(to));
  }

  private static String shown(@Nullable Object value) {
    return CrdSchema.isNothing(value) ? "none" : Truncation.text(Objects.toString(value), SHOWN);
  }
}
