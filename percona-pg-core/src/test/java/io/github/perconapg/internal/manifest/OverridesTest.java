package io.github.perconapg.internal.manifest;

import static io.github.perconapg.internal.manifest.Failures.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.Manifest;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.TargetCluster;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An override")
class OverridesTest {

  @TempDir Path folder;
  private List<Path> manifest = List.of();

  @BeforeEach
  void writeManifest() throws IOException {
    var text =
        HEAD
            + "spec:\n  namespace: from-file\n  targetCluster: { credentialId: a }\n  container: {}\n";
    manifest = List.of(Files.writeString(folder.resolve("m.yaml"), text));
  }

  private PerconaPostgresqlOperator with(String... overrides) {
    return Manifest.readAll(manifest, List.of(overrides)).get(0).target();
  }

  private Problem refused(String override) {
    var problems = Failures.ofAll(manifest, "metadata.labels.fine=1", override);
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).code()).isEqualTo(ProblemCode.OVERRIDE_INVALID);
    assertThat(problems.get(0).summary()).startsWith("override 2: ");
    return problems.get(0);
  }

  @Test
  void setsAFieldWhetherTheManifestHasItOrNot() {
    assertThat(with("spec.container.resources.limits.cpu=500m").spec().container().limits().cpu())
        .isEqualTo("500m");
    assertThat(with("spec.namespace=other").spec().namespace()).isEqualTo("other");
  }

  @Test
  void isTypedByTheSchema() {
    assertThat(with("spec.createNamespace=false").spec().createNamespace()).isFalse();
    assertThat(with("metadata.org=123").metadata().org()).isEqualTo("123");
    assertThat(with("metadata.version.message=a=b").metadata().version())
        .extracting(version -> version.message())
        .isEqualTo("a=b");
  }

  @Test
  void mayUseAnyNameThatAManifestMayUse() {
    assertThat(with("spec.create_namespace=false").spec().createNamespace()).isFalse();
    assertThat(with("spec.namespace.value=other").spec().namespace()).isEqualTo("other");
    assertThat(with("spec.target_cluster.credential_id=b").spec().targetCluster())
        .isEqualTo(new TargetCluster.ById("b"));
  }

  @Test
  void ofAMapTakesTheRestOfThePathAsKey() {
    assertThat(with("metadata.labels.app.kubernetes.io/name=x").metadata().labels())
        .containsExactly(java.util.Map.entry("app.kubernetes.io/name", "x"));
  }

  @Test
  void ofTheClusterReplacesTheOtherWayToNameIt() {
    assertThat(
            with("spec.targetCluster.clusterName=n", "spec.targetCluster.clusterKind=K")
                .spec()
                .targetCluster())
        .isEqualTo(new TargetCluster.BySelector("K", "n"));
    assertThat(
            with(
                    "spec.targetCluster.clusterName=n",
                    "spec.targetCluster.clusterKind=K",
                    "spec.targetCluster.credentialId=b")
                .spec()
                .targetCluster())
        .isEqualTo(new TargetCluster.ById("b"));
  }

  @Test
  void isOverriddenByALaterOne() {
    assertThat(with("spec.namespace=one", "spec.namespace=two").spec().namespace())
        .isEqualTo("two");
  }

  @Test
  void holdsForEveryDocument() throws IOException {
    var second = HEAD + "spec: { targetCluster: { credentialId: b }, container: {} }\n";
    Files.writeString(manifest.get(0), "---\n" + second, java.nio.file.StandardOpenOption.APPEND);
    assertThat(Manifest.readAll(manifest, List.of("spec.namespace=all")))
        .extracting(input -> input.target().spec().namespace())
        .containsExactly("all", "all");
  }

  @ParameterizedTest
  @CsvSource({
    "spec.contaner.resources.limits.cpu=1,container",
    "spec.container.resources.limit.cpu=1,limits",
    "metadata.lables.a=b,labels",
    "spec.createNamespace=ture,true"
  })
  void thatDoesNotFitSuggestsWhatDoes(String override, String suggestion) {
    assertThat(refused(override).facts()).contains("did you mean " + suggestion + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=",
        "spec.namespace",
        "spec.=x",
        "spec=x",
        "spec.container.resources=1",
        "metadata.labels=x",
        "metadata.labels.=x",
        "metadata.tags=x",
        "metadata.tags.0=x",
        "spec.namespace.valueFrom=x",
        "spec.createNamespace=yes",
        "status.outputs.namespace=x",
        "status=x",
        "target.spec.namespace=x",
        "spec.namespace=Not_A_Label",
        "spec.container.resources.limits.cpu=half",
        "spec.container.resources.requests.cpu=2",
        "spec.targetCluster.credentialId=",
        "apiVersion=v1"
      })
  void thatDoesNotFitIsNamedByItsNumber(String override) {
    assertThat(refused(override).remedy()).isNotEmpty();
  }

  @Test
  void pointsIntoItsOwnText() {
    assertThat(refused("spec.namespace=Not_A_Label").facts().get(0))
        .isEqualTo("| spec.namespace=Not_A_Label\n" + " ".repeat(17) + "^");
  }
}
