package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartCrdsTest {

  private static final String GOOD = SampleChart.crd("things", "g.example.com");

  @Test
  void knowsNameGroupAndPlural() {
    var crd = read(SampleChart.crd("perconapgclusters", "pgv2.percona.com")).get(0);
    assertThat(crd.name()).isEqualTo("perconapgclusters.pgv2.percona.com");
    assertThat(crd.group()).isEqualTo("pgv2.percona.com");
    assertThat(crd.plural()).isEqualTo("perconapgclusters");
    assertThat(crd.sha256()).isEqualTo(Sha256.of(crd.yaml().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsFieldsInAnyOrder() {
    var reversed =
        """
        spec:
          versions: [{name: v1, schema: {openAPIV3Schema: {properties: {spec: {type: object}}}}}]
          names: {plural: things}
          group: g.example.com
        metadata: {labels: {name: other}, name: things.g.example.com}
        kind: CustomResourceDefinition
        apiVersion: apiextensions.k8s.io/v1
        """;
    assertThat(read(reversed)).extracting(Crd::name).containsExactly("things.g.example.com");
  }

  @Test
  void refusesAByteOrderMarkInTheMiddleOfAFile() {
    assertThatThrownBy(() -> read("# a comment\n\uFEFF" + GOOD))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining(":2:1 is not well-formed: the character U+FEFF");
  }

  @Test
  void saysWhereADocumentIsNotYamlBehindItsHead() {
    var crd = read(GOOD + "  versions: [\n").get(0);
    assertThatThrownBy(crd::content)
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("CRD things.g.example.com of the chart:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "- ", "? ", "{a: "})
  void refusesTwentyThousandLevels(String level) {
    assertThatThrownBy(() -> read("spec: \n  a: " + level.repeat(20_000)))
        .isInstanceOfSatisfying(
            PerconaPgException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CHART_INVALID));
  }

  @Test
  void readsJson() {
    var json =
        """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
        "metadata":{"name":"things.g.example.com"},
        "spec":{"group":"g.example.com","names":{"plural":"things"}}}
        """;
    assertThat(read(json)).hasSize(1);
  }

  @Test
  void readsAStatusBehindTheSchemas() {
    assertThat(read(GOOD + "status:\n  conditions: []\n")).hasSize(1);
  }

  @Test
  void refusesAnotherKind() {
    assertInvalid(
        GOOD.replace("CustomResourceDefinition", "ClusterRole"), "but kind \"ClusterRole\"");
  }

  @Test
  void refusesAKindThatIsReplacedFurtherDown() {
    assertInvalid(GOOD + "kind: ClusterRoleBinding\n", "the key kind stands twice");
    assertInvalid(GOOD + "\"kind\": ClusterRoleBinding\n", "the key kind stands twice");
    assertInvalid(GOOD + "? kind\n: ClusterRoleBinding\n", "the key kind stands twice");
  }

  @Test
  void refusesAnotherVersionOfTheApi() {
    assertInvalid(GOOD.replace("k8s.io/v1", "k8s.io/v1beta1"), "\"apiextensions.k8s.io/v1beta1\"");
  }

  @Test
  void refusesANameThatIsNotPluralAndGroup() {
    assertInvalid(
        GOOD.replace("name: things.g", "name: others.g"),
        "\"others.g.example.com\"",
        "\"things.g.example.com\"");
  }

  @Test
  void refusesANameThatWouldChangeThePathOfARequest() {
    assertInvalid(SampleChart.crd("x/../y", "g.example.com"), "is named");
  }

  @Test
  void refusesANameByReference() {
    assertInvalid(
        GOOD.replace("apiVersion:", "x: &k CustomResourceDefinition\napiVersion:")
            .replace("kind: Custom", "kind: *k\nother: Custom"),
        "but kind \"\"");
  }

  @Test
  void refusesTheSameDefinitionTwice() {
    assertInvalid(GOOD + "---\n" + GOOD, "document 2 defines things.g.example.com", "document 1");
  }

  @Test
  void saysWhereTextIsNotWellFormed() {
    assertInvalid("a: [\n" + GOOD, "crds/a.yaml:", "is not well-formed");
    assertInvalid("just text", "but kind \"\"");
    assertInvalid("%YAML 1.2\n---\n" + GOOD, "is not well-formed");
  }

  @Test
  void ignoresFilesThatAreNotManifests() {
    var files = new ChartFiles("test");
    files.add("crds/README.md", "hello".getBytes(StandardCharsets.UTF_8));
    files.add("templates/crds/x.yaml", "hello".getBytes(StandardCharsets.UTF_8));
    assertThat(ChartCrds.of(files)).isEmpty();
  }

  @Test
  @DisplayName("Reads the real definitions of 2.7.0, where they are at hand, as they are")
  void readsTheRealDefinitions() throws IOException {
    var real = Path.of("../../shared/data/pg-operator-2.7.0-crds.yaml");
    var text = Files.exists(real) ? Files.readString(real) : GOOD;
    var crds = read(text);
    assertThat(String.join("", crds.stream().map(Crd::yaml).toList()))
        .isEqualTo(text.replaceAll("(?m)^---\n", ""));
    assertThat(crds).hasSize(Files.exists(real) ? 8 : 1);
  }

  private static List<Crd> read(String text) {
    var files = new ChartFiles("test");
    files.add("crds/a.yaml", text.getBytes(StandardCharsets.UTF_8));
    return ChartCrds.of(files);
  }

  private static void assertInvalid(String text, String... parts) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            PerconaPgException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ProblemCode.CHART_INVALID);
              assertThat(e.problem().summary()).contains(parts);
            });
  }
}
