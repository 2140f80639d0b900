package io.github.perconapg.internal.crd;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.chart.Crd;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class CrdDocumentTest {

  /** The forms that metadata may have in a chart; the first two are those of real ones. */
  static Stream<String> forms() {
    return Stream.of(
            "metadata:\n  annotations:\n    a: b\n  name: x.g\n",
            "metadata:\n  name: x.g\n  labels:\n    a.b/c: v1.2.3\n",
            "metadata:\n    name: x.g\n    labels: {annotations: none}\n",
            "metadata: {name: x.g}\n",
            "metadata: {name: x.g, annotations: {a: b}}\n",
            "metadata:\n  annotations: {}\n  name: x.g\n",
            "metadata:\n  annotations: {a: b}\n  name: x.g\n",
            "metadata:\n  annotations:\n    {a: b}\n  name: x.g\n",
            "metadata:\n  annotations: # of ours\n    a: b\n  name: x.g\n",
            "metadata: # of ours\n  annotations:\n    a: b\n  name: x.g\n",
            "metadata:\n  # of ours\n  annotations:\n    a: b\n  name: x.g\n",
            "metadata:\n  annotations:\n  # of ours\n    a: b\n  name: x.g\n",
            "metadata:\n  annotations:\n\n    a: b\n\n  name: x.g\n",
            "metadata:\n\n  annotations:\n    a: b\n  name: x.g\n",
            "metadata:\n  \"annotations\":\n    a: b\n  name: x.g\n",
            "metadata:\n  'annotations': {a: b}\n  name: x.g\n",
            "\"metadata\":\n  annotations:\n    a: b\n  name: x.g\n",
            "metadata :\n  annotations :\n    a: b\n  name: x.g\n",
            "? metadata\n: annotations:\n    a: b\n  name: x.g\n",
            "metadata:\n  annotations:\n  name: x.g\n",
            "metadata:\n  annotations: null\n  name: x.g\n",
            "metadata:\n  annotations: ~\n  name: x.g\n",
            "metadata:\n  name: x.g\n  annotations:\n",
            "metadata:\n  annotations: &a\n    a: b\n  labels: *a\n  name: x.g\n",
            "metadata: &m\n  annotations:\n    a: b\n  name: x.g\n",
            "metadata: !!map\n  annotations: !!map\n    a: b\n  name: x.g\n",
            "metadata:\n  annotations:\n    a: >\n      annotations:\n        b: c\n  name: x.g\n",
            "metadata:\n  annotations:\n    a: one\n      two\n  name: x.g\n",
            "metadata:\n  annotations:\n    \"a\": \"b: c # d\"\n  name: x.g\n",
            "metadata:\n  labels:\n    annotations: none\n  name: x.g\n",
            "metadata:\n  name: x.g\n  finalizers:\n  - a.b/c\n",
            "metadata:\n  annotations:\n    percona-pg/sha256: old\n  name: x.g\n",
            """
            metadata:
              name: x.g
              resourceVersion: '7'
              uid: u
              managedFields:
              - a: b
            """)
        .flatMap(
            metadata -> {
              var yaml = HEAD + metadata + "spec:\n  annotations:\n    not: these\n";
              var last = HEAD + "spec:\n  annotations:\n    not: these\n" + metadata;
              return Stream.of(yaml, last, yaml.replace("\n", "\r\n"));
            });
  }

  private static final String HEAD =
      "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n";

  private static final String AS_JSON =
      """
      {
      "kind": "CustomResourceDefinition",
      "metadata":
        {
          "annotations":
            {"a": "b"}, "name": "x.g"},
      "spec": {"annotations": {"not": "these"}}}
      """;

  @Test
  void leavesTheTextOfTheChartsOwnFormAsItIs() {
    var yaml = HEAD + "metadata:\n  annotations:\n    a: b\n  name: x.g\nspec: {a: 'b'} # c\n";
    assertThat(CrdDocument.of(new CrdChange(new Crd("x.g", yaml, "cafe"), "42")))
        .isEqualTo(
            yaml.replace(
                "metadata:\n  annotations:\n",
                """
                metadata:
                  resourceVersion: "42"
                  annotations:
                    percona-pg/sha256: "cafe"
                """));
  }

  @Test
  void sendsTextThatAnOlderYamlTakesForSomethingElseInQuotes() {
    var yaml = HEAD + "metadata: {name: x.g}\nspec: {names: {singular: \"on\"}}\n";
    assertThat(CrdDocument.of(new CrdChange(new Crd("x.g", yaml, "cafe"), "")))
        .contains("\"singular\":\"on\"");
  }

  @ParameterizedTest
  @MethodSource("forms")
  @ValueSource(strings = AS_JSON)
  void addsTheHashAndTheSeenResourceVersionAndNothingElse(String yaml) {
    var sent = parse(CrdDocument.of(new CrdChange(new Crd("x.g", yaml, "cafe"), "42")));

    assertThat(Unstructured.text(sent, "metadata", "annotations", "percona-pg/sha256"))
        .isEqualTo("cafe");
    assertThat(Unstructured.text(sent, "metadata", "resourceVersion")).isEqualTo("42");
    assertThat(Unstructured.text(sent, "metadata", "name")).isEqualTo("x.g");
    assertThat(Unstructured.map(sent, "spec")).isEqualTo(Unstructured.map(parse(yaml), "spec"));
    assertThat(Unstructured.map(sent, "metadata", "annotations"))
        .containsAllEntriesOf(before(yaml));
    assertThat(Unstructured.map(sent, "metadata", "labels"))
        .isEqualTo(Unstructured.map(parse(yaml), "metadata", "labels"));
    assertThat(Unstructured.map(sent, "metadata")).doesNotContainKeys("uid", "managedFields");
  }

  @ParameterizedTest
  @MethodSource("forms")
  @ValueSource(strings = AS_JSON)
  void namesNoResourceVersionForOneThatDoesNotExist(String yaml) {
    var sent = parse(CrdDocument.of(new CrdChange(new Crd("x.g", yaml, "cafe"), "")));
    assertThat(Unstructured.at(sent, "metadata", "resourceVersion")).isNull();
  }

  private static Map<String, Object> before(String yaml) {
    var annotations = new TreeMap<>(Unstructured.map(parse(yaml), "metadata", "annotations"));
    annotations.remove("percona-pg/sha256");
    return annotations;
  }

  private static Map<String, Object> parse(String yaml) {
    return Unstructured.map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }
}
