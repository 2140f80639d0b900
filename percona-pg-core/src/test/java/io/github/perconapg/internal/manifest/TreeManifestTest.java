package io.github.perconapg.internal.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.Manifest;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.TargetCluster;
import io.github.perconapg.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A resource in a tree of text")
class TreeManifestTest {

  private static final String WHERE = "pom.xml, <resource> of execution it";

  private final Map<String, Object> spec = new LinkedHashMap<>();
  private final Map<String, Object> labels = new LinkedHashMap<>();

  @Test
  void isTypedByTheSchema() {
    labels.put("on", "true");
    labels.put("number", "7");
    spec.put("createNamespace", "false");
    spec.put("targetCluster", Map.of("kubernetesProviderConfigId", "dev"));
    spec.put("container", Map.of("resources", Map.of("limits", Map.of("cpu", "2"))));

    var input = Manifest.ofTree(tree(), WHERE, List.of("spec.namespace=pgo"));

    assertThat(input.source()).isEqualTo(WHERE);
    assertThat(input.target().metadata().labels()).isEqualTo(labels);
    assertThat(input.target().spec().createNamespace()).isFalse();
    assertThat(input.target().spec().namespace()).isEqualTo("pgo");
    assertThat(input.target().spec().targetCluster()).isEqualTo(new TargetCluster.ById("dev"));
    assertThat(input.target().spec().container().limits().cpu()).isEqualTo("2");
  }

  @Test
  void takesTheDefaultsForAnEmptyContainer() {
    spec.put("container", "");

    assertThat(Manifest.ofTree(tree(), WHERE, List.of()).target().spec().container())
        .isEqualTo(Container.DEFAULT);
  }

  @Test
  void isRefusedWithTheNameOfTheTreeAndTheField() {
    spec.put("namspace", "pgo");
    spec.put("createNamespace", "yes");
    spec.put("container", "");
    spec.put("namespace", "");

    var problems = Failures.of(() -> Manifest.ofTree(tree(), WHERE, List.of()));

    assertThat(problems)
        .extracting(problem -> problem.summary())
        .contains(
            WHERE + ": there is no field \"namspace\" in spec",
            WHERE + ": spec.createNamespace must be true or false, but it is text",
            WHERE + ": spec.namespace must be text, but it is empty")
        .hasSize(3);
    assertThat(problems.get(0).code()).isEqualTo(ProblemCode.MANIFEST_UNKNOWN_FIELD);
    assertThat(problems.get(0).facts())
        .containsExactly("field: spec.namspace", "did you mean namespace?");
  }

  @Test
  void isNotQuotedWhereItHoldsACredential() {
    var config = Map.<String, Object>of("kubeconfig", Map.of("token", "canary"));
    Map<String, Object> input = Map.of("target", tree(), "providerConfig", config);

    var problems = Failures.of(() -> Manifest.ofTree(input, WHERE, List.of()));

    assertThat(problems.toString()).doesNotContain("canary");
  }

  private Map<String, Object> tree() {
    return Map.of(
        "apiVersion",
        "kubernetes.project-planton.org/v1",
        "kind",
        "PerconaPostgresqlOperator",
        "metadata",
        Map.of("name", "pg", "labels", labels),
        "spec",
        spec);
  }
}
