package io.github.perconapg.internal.manifest;

import static io.github.perconapg.internal.manifest.Failures.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A finding")
class DiagnosticsTest {

  @Test
  void namesThePlaceTheFieldTheLineAndTheNearestName() {
    var text =
        HEAD
            + """
            spec:
              targetCluser:
                kubernetesProviderConfigId: x
              container: {}
            """;
    assertThat(Failures.one(text).render())
        .isEqualTo(
            """
            m.yaml:6:3: there is no field "targetCluser" in spec [manifest-unknown-field]
              6 |   targetCluser:
                    ^
              field: spec.targetCluser
              did you mean targetCluster?
              What to do: Correct or remove it; the fields here are targetCluster, namespace, container, createNamespace.\
            """);
  }

  @Test
  void comesWithAllOthersInTheOrderOfTheText() {
    var text =
        """
        apiVersion: kubernetes.project-planton.org/v2
        kind: PerconaPostgresqlOperator
        metadata:
          name: 12
          id: percpgop_1
        spec:
          namespace: Percona_PG
          createNamespace: "true"
          container:
            resources:
              limits: { cpu: 1gb, memory: 128Mi }
              requests: { memmory: 1Gi }
        """;
    assertThat(Failures.of(text).stream().map(DiagnosticsTest::placeAndCode))
        .containsExactly(
            "m.yaml:1:13 MANIFEST_WRONG_KIND",
            "m.yaml:4:9 MANIFEST_WRONG_TYPE",
            "m.yaml:5:7 MANIFEST_INVALID_VALUE",
            "m.yaml:7:14 MANIFEST_INVALID_VALUE",
            "m.yaml:8:20 MANIFEST_WRONG_TYPE",
            "m.yaml:11:22 MANIFEST_INVALID_VALUE",
            "m.yaml:11:35 MANIFEST_INVALID_VALUE",
            "m.yaml:12:19 MANIFEST_UNKNOWN_FIELD");
  }

  private static String placeAndCode(Problem problem) {
    return problem.summary().split(": ", 2)[0] + " " + problem.code();
  }

  @Test
  void saysWhichDefaultARequestOrALimitMet() {
    var resources = HEAD + "spec: { container: { resources: { %s } } }";
    assertThat(Failures.one(String.format(resources, "requests: { cpu: 2 }")).summary())
        .endsWith("requests.cpu 2 is above limits.cpu, which defaults to 1000m");
    assertThat(Failures.one(String.format(resources, "limits: { memory: 128Mi }")).summary())
        .endsWith("limits.memory 128Mi is below requests.memory, which defaults to 256Mi");
    assertThat(
            Failures.one(String.format(resources, "limits: { cpu: 1 }, requests: { cpu: 1001m }"))
                .summary())
        .endsWith("requests.cpu 1001m is above limits.cpu 1");
  }

  @ParameterizedTest
  @CsvSource({
    "memory: 1gb,1G",
    "memory: 512MiB,512Mi",
    "memory: 256mi,256Mi",
    "cpu: 500millicores,500m",
    "cpu: 1 core,1"
  })
  void guessesWhatAQuantityWasMeantToBe(String written, String meant) {
    var text = HEAD + "spec: { container: { resources: { limits: { " + written + " } } } }";
    assertThat(Failures.one(text).facts()).contains("did you mean " + meant + "?");
  }

  @Test
  void aboutADuplicateKeyNamesBothPlaces() {
    var problem = Failures.one(HEAD + "spec:\n  container: {}\n  container: {}\n");
    assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_DUPLICATE_KEY);
    assertThat(problem.summary()).startsWith("m.yaml:7:3: ");
    assertThat(problem.facts()).contains("first at m.yaml:6:3");
  }

  @Test
  void aboutTwoNamesOfOneFieldNamesBothPlaces() {
    var problem =
        Failures.one(
            HEAD
                + "spec:\n  container: {}\n  targetCluster:\n    credentialId: a\n"
                + "    kubernetesProviderConfigId: b\n");
    assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_CONFLICT);
    assertThat(problem.summary()).startsWith("m.yaml:9:5: ");
    assertThat(problem.facts()).contains("first at m.yaml:8:5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "targetCluster:",
        "targetCluster: ~",
        "targetCluster: {}",
        "targetCluster: { credentialId: }",
        "targetCluster: { credentialId: '' }",
        "targetCluster: { clusterKind: a }",
        "targetCluster: { clusterName: '', clusterKind: '' }",
        "targetCluster: { credentialId: a, clusterName: b, clusterKind: c }"
      })
  void keepsATargetThatNamesNoClusterFromMeaningTheCurrentOne(String target) {
    assertThat(Failures.of(HEAD + "spec:\n  container: {}\n  " + target + "\n"))
        .isNotEmpty()
        .allSatisfy(p -> assertThat(p.render()).contains("field: spec.targetCluster"));
  }

  @Test
  void aboutAMissingChoiceListsTheValues() {
    var text = HEAD.indent(2).replaceFirst("^", "target:\n") + "  spec: { container: {} }\n";
    var problem = Failures.one(text + "providerConfig: {}\n");
    assertThat(problem.summary()).endsWith("providerConfig.provider is missing");
    assertThat(problem.remedy())
        .isEqualTo("Add it: one of gcp_gke, aws_eks, azure_aks, digital_ocean_doks.");
  }

  @Test
  void aboutAnotherApiVersionListsBoth() {
    var problem = Failures.one((HEAD + "spec: { container: {} }\n").replace("org/v1", "org/v2"));
    assertThat(problem.summary())
        .contains("kubernetes.project-planton.org/v1 or kubernetes.openmcf.org/v1");
  }

  @Test
  void aboutAnotherKindIsTheOnlyOneOfItsDocument() {
    var problem = Failures.one("kind: PerconaPGCluster\nspec: { instances: [] }\n");
    assertThat(problem.summary())
        .isEqualTo(
            "m.yaml:1:7: the document is a PerconaPGCluster, not a PerconaPostgresqlOperator");
  }

  @Test
  void aboutAMisspeltKindSuggestsTheRightOne() {
    var text = HEAD.replace("PerconaPostgresqlOperator", "PerconaPostgresOperator");
    assertThat(Failures.one(text + "spec: { container: {} }").facts())
        .contains("did you mean PerconaPostgresqlOperator?");
  }

  @Test
  void pointsAtTheRightCharacterBehindWideOnesAndTabs() {
    var problem = Failures.one(HEAD + "spec: { container: {}, \"😀é\":\t1 }");
    assertThat(problem.render()).contains("m.yaml:5:24: there is no field \"😀é\" in spec");
  }

  @Test
  void pointsWithItsCaretAtTheValueOfALongLine() {
    var text = HEAD + "spec: { container: {}, namespace: \"" + "x".repeat(5_000) + "\", wrong: 1 }";
    var snippets =
        Failures.of(text).stream().map(p -> p.facts().get(0)).collect(Collectors.toList());
    assertThat(snippets)
        .hasSize(2)
        .allSatisfy(snippet -> assertThat(snippet.length()).isLessThan(300));
    var lines = snippets.get(1).split("\n", -1);
    assertThat(lines[0].substring(lines[1].indexOf('^'))).startsWith("wrong");
  }

  @Test
  void isOneOfAtMostAHundredAndTheOthersAreCounted() {
    var text = new StringBuilder(HEAD).append("spec:\n  container: {}\n");
    for (int i = 0; i < 150; i++) {
      text.append("  unknown").append(i).append(": 1\n");
    }
    var problems = Failures.of(text.toString());
    assertThat(problems).hasSize(101);
    assertThat(problems.get(100).summary()).isEqualTo("and 50 more findings like these");
  }
}
