package io.github.perconapg.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.chart.Crd;
import io.github.perconapg.plan.CrdChange;
import io.github.perconapg.target.Tree;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class CrdDocumentTest {

  private static final String BLOCK_WITH_ANNOTATIONS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        annotations:
          a: b
        name: x.g
      spec:
        annotations:
          not: these
      """;
  private static final String BLOCK_WITHOUT_ANNOTATIONS =
      """
      kind: CustomResourceDefinition
      metadata:
          name: x.g
          labels: {annotations: none}
      spec:
        annotations:
          not: these
      """;
  private static final String FLOW =
      """
      kind: CustomResourceDefinition
      metadata: {name: x.g}
      spec:
        annotations:
          not: these
      """;

  @ParameterizedTest
  @ValueSource(strings = {BLOCK_WITH_ANNOTATIONS, BLOCK_WITHOUT_ANNOTATIONS, FLOW})
  void addsTheHashAndTheSeenResourceVersionAndNothingElse(String yaml) {
    var sent = parse(CrdDocument.of(new CrdChange(new Crd("x.g", yaml, "cafe"), "42")));

    assertThat(Tree.text(sent, "metadata", "annotations", "percona-pg/sha256")).isEqualTo("cafe");
    assertThat(Tree.text(sent, "metadata", "resourceVersion")).isEqualTo("42");
    assertThat(Tree.text(sent, "metadata", "name")).isEqualTo("x.g");
    assertThat(Tree.map(sent, "spec")).isEqualTo(Tree.map(parse(yaml), "spec"));
    assertThat(Tree.map(sent, "metadata", "annotations"))
        .containsAllEntriesOf(Tree.map(parse(yaml), "metadata", "annotations"));
  }

  @ParameterizedTest
  @ValueSource(strings = {BLOCK_WITH_ANNOTATIONS, BLOCK_WITHOUT_ANNOTATIONS, FLOW})
  void namesNoResourceVersionForOneThatDoesNotExist(String yaml) {
    var sent = parse(CrdDocument.of(new CrdChange(new Crd("x.g", yaml, "cafe"), "")));
    assertThat(Tree.at(sent, "metadata", "resourceVersion")).isNull();
  }

  private static Map<String, Object> parse(String yaml) {
    return Tree.map(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }
}
