package io.github.perconapg.internal.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.yaml.Unstructured;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every kind of difference that two releases' CRDs had, and those that none had so far. */
class CrdDifferenceTest {

  /** A field's schema that accepts more, and one that accepts less. */
  static Stream<Arguments> constraints() {
    return Stream.of(
        // as between the operator's releases, 2.5.0 to 3.0.0
        Arguments.of("maximum", "{type: integer, maximum: 18}", "{type: integer, maximum: 17}"),
        Arguments.of("minimum", "{type: integer, minimum: 10}", "{type: integer, minimum: 12}"),
        Arguments.of("minItems", "{type: array}", "{type: array, minItems: 1}"),
        Arguments.of("required", "{type: object}", "{type: object, required: [a]}"),
        Arguments.of("required", "{required: [a]}", "{required: [b, a]}"),
        Arguments.of(
            "rule", "{type: object}", "{x-kubernetes-validations: [{rule: has(a)}], type: object}"),
        // and others
        Arguments.of("maxLength", "{type: string}", "{type: string, maxLength: 5}"),
        Arguments.of("minLength", "{type: string, minLength: 0}", "{type: string, minLength: 5}"),
        Arguments.of("maxProperties", "{maxProperties: 9}", "{maxProperties: 8}"),
        Arguments.of("minProperties", "{minProperties: 1}", "{minProperties: 2}"),
        Arguments.of("maxItems", "{maxItems: 9}", "{maxItems: 8}"),
        Arguments.of("exclusiveMaximum", "{maximum: 9}", "{maximum: 9, exclusiveMaximum: true}"),
        Arguments.of("multipleOf", "{type: integer}", "{type: integer, multipleOf: 2}"),
        Arguments.of("enum", "{type: string}", "{type: string, enum: [a, b]}"),
        Arguments.of("enum", "{type: string, enum: [b, a]}", "{type: string, enum: [a]}"),
        Arguments.of("pattern", "{type: string}", "{type: string, pattern: a+}"),
        Arguments.of("format", "{type: integer}", "{type: integer, format: int32}"),
        Arguments.of("nullable", "{type: string, nullable: true}", "{type: string}"),
        Arguments.of("type", "{type: number}", "{type: integer}"),
        Arguments.of("type", "{x-kubernetes-int-or-string: true}", "{type: integer}"),
        Arguments.of(
            "type",
            "{x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}",
            "{type: string}"),
        Arguments.of("not", "{type: object}", "{type: object, not: {required: [a]}}"),
        Arguments.of(
            "x-kubernetes-embedded-resource",
            "{type: object}",
            "{type: object, x-kubernetes-embedded-resource: true}"),
        Arguments.of(
            "maximum",
            "{type: array, items: {type: integer, maximum: 18}}",
            "{type: array, items: {type: integer, maximum: 17}}"),
        Arguments.of(
            "maximum",
            "{additionalProperties: {properties: {a: {maximum: 18}}}}",
            "{additionalProperties: {properties: {a: {maximum: 17}}}}"));
  }

  @ParameterizedTest
  @MethodSource("constraints")
  void aConstraintIsTightenedOneWayAndLoosenedTheOther(String what, String more, String less) {
    var tighter = CrdDifference.between(field(more), field(less));
    assertThat(tighter.tightened())
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("v2.f").contains(": " + what + " "));
    assertThat(tighter)
        .isEqualTo(new CrdDifference(List.of(), List.of(), tighter.tightened(), List.of()));

    var looser = CrdDifference.between(field(less), field(more));
    assertThat(looser.loosened()).hasSize(1);
    assertThat(looser)
        .isEqualTo(new CrdDifference(List.of(), List.of(), List.of(), looser.loosened()));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of("v2.f: pattern b+ to a+", "{pattern: b+}", "{pattern: a+}"),
        Arguments.of("v2.f: enum [a, b] to [a, c]", "{enum: [a, b]}", "{enum: [a, c]}"),
        Arguments.of(
            "v2.f: x-kubernetes-list-type atomic to set",
            "{x-kubernetes-list-type: atomic}",
            "{x-kubernetes-list-type: set}"),
        Arguments.of("v2.f: oneOf [{a=1}] to [{b=1}]", "{oneOf: [{a: 1}]}", "{oneOf: [{b: 1}]}"),
        Arguments.of("v2.f: x-of-tomorrow 1 to 2", "{x-of-tomorrow: 1}", "{x-of-tomorrow: 2}"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatHasNoOrderIsTightenedBothWays(String line, String one, String other) {
    var change = CrdDifference.between(field(one), field(other));
    assertThat(change.tightened()).containsExactly(line);
    assertThat(change.loosened()).containsExactly(line);
  }

  @ParameterizedTest
  @MethodSource("inWords")
  void wordsAndDefaultsAreNoDifference(String one, String other) {
    assertThat(CrdDifference.between(field(one), field(other))).isEqualTo(CrdDifference.NONE);
  }

  static Stream<Arguments> inWords() {
    return Stream.of(
        Arguments.of("{type: string, description: a}", "{type: string}"),
        Arguments.of("{default: true}", "{default: false}"),
        Arguments.of("{x-kubernetes-list-type: atomic}", "{}"),
        Arguments.of("{required: [a, b]}", "{required: [b, a]}"),
        Arguments.of("{maximum: 9}", "{maximum: 9.0}"),
        Arguments.of(
            "{x-kubernetes-validations: [{rule: a, message: x}]}",
            "{x-kubernetes-validations: [{rule: a, message: y}]}"));
  }

  /** More of it, less of it, and what the smaller one lacks. */
  static Stream<Arguments> contents() {
    return Stream.of(
        Arguments.of("v2.f.b", "{properties: {a: {}, b: {}}}", "{properties: {a: {}}}"),
        Arguments.of(
            "v2.f[].y", "{items: {properties: {x: {}, y: {}}}}", "{items: {properties: {x: {}}}}"),
        Arguments.of("v2.f[]", "{additionalProperties: {type: string}}", "{}"),
        Arguments.of("v2.f[]", "{additionalProperties: true}", "{additionalProperties: false}"),
        Arguments.of("v2.f: unknown fields", "{x-kubernetes-preserve-unknown-fields: true}", "{}"));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void whatIsStoredIsDroppedOneWayAndGainedTheOther(String what, String more, String less) {
    assertThat(CrdDifference.between(field(more), field(less)))
        .isEqualTo(new CrdDifference(List.of(), List.of(what), List.of(), List.of()));
    assertThat(CrdDifference.between(field(less), field(more)))
        .isEqualTo(new CrdDifference(List.of(what), List.of(), List.of(), List.of()));
  }

  @Test
  void aFieldComesWithAllThatIsInIt() {
    var nested = "{properties: {a: {items: {properties: {x: {}}}}}}";
    assertThat(CrdDifference.between(field("{}"), field(nested)).gained())
        .containsExactly("v2.f.a", "v2.f.a[].x");
  }

  @Test
  void aTypeThatIsAnotherTakesWhatIsStored() {
    var change = CrdDifference.between(field("{type: string}"), field("{type: object}"));
    assertThat(change.dropped()).containsExactly("v2.f: type string");
    assertThat(change.gained()).containsExactly("v2.f: type object");
  }

  @Test
  void aVersionThatGoesOrIsServedNoMoreIsALoss() {
    var two = crd(spec -> spec + "  - {name: v3, served: true, storage: false}\n");
    var unserved = crd(spec -> spec + "  - {name: v3, served: false, storage: false}\n");
    assertThat(CrdDifference.between(two, crd(spec -> spec)).dropped()).containsExactly("v3");
    assertThat(CrdDifference.between(two, unserved).dropped()).containsExactly("v3: served");
    assertThat(CrdDifference.between(unserved, two).gained()).containsExactly("v3: served");
  }

  @Test
  void anotherStorageVersionIsALossBothWays() {
    var change =
        CrdDifference.between(
            crd(spec -> spec), crd(spec -> spec.replace("storage: true", "storage: false")));
    assertThat(change.tightened()).containsExactly("v2: storage true to none");
    assertThat(change.loosened()).hasSize(1);
  }

  @Test
  void scopeNamesAndSubresourcesCount() {
    var plain = crd(spec -> spec);
    assertThat(CrdDifference.between(plain, crd(s -> s.replace("Namespaced", "Cluster"))))
        .returns(List.of("scope Namespaced"), CrdDifference::dropped)
        .returns(List.of("scope Cluster"), CrdDifference::gained);
    assertThat(CrdDifference.between(plain, crd(s -> s.replace("kind: T", "kind: U"))).dropped())
        .containsExactly("names.kind T");
    assertThat(CrdDifference.between(plain, crd(s -> s.replace("[ts]", "[]"))).dropped())
        .containsExactly("names.shortNames ts");
    assertThat(CrdDifference.between(plain, crd(s -> s.replace("status: {}", ""))).dropped())
        .containsExactly("v2: subresource status");
  }

  @Test
  void whatTheServerWritesOutIsNoDifference() {
    var live =
        crd(
            spec ->
                spec.replace("kind: T", "kind: T, listKind: TList, singular: t")
                    + "  conversion: {strategy: None}\n");
    assertThat(CrdDifference.between(live, crd(spec -> spec))).isEqualTo(CrdDifference.NONE);
    assertThat(CrdDifference.between(crd(spec -> spec), live)).isEqualTo(CrdDifference.NONE);
  }

  private static Map<String, Object> field(String schema) {
    return crd(spec -> spec.replace("f: {}", "f: " + schema));
  }

  private static Map<String, Object> crd(UnaryOperator<String> change) {
    return parse(
        change.apply(
            """
            spec:
              scope: Namespaced
              names: {kind: T, plural: ts, shortNames: [ts]}
              versions:
              - name: v2
                served: true
                storage: true
                subresources: {status: {}}
                schema: {openAPIV3Schema: {properties: {f: {}}}}
            """));
  }

  private static Map<String, Object> parse(String yaml) {
    return Unstructured.map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }
}
