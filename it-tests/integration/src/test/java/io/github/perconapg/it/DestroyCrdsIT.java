package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a plane of its own: the definitions belong to the whole cluster. */
@WithControlPlane(own = true)
class DestroyCrdsIT {

  private static final DestroyOptions ALL =
      DestroyOptions.defaults().deleteCrds(true).timeout(Duration.ofSeconds(60));

  private final AuditLog audit;
  private final KubernetesClient client;
  private final Definitions definitions;
  private final Scene scene;
  private final Scene other;

  DestroyCrdsIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @FreshNamespace String second,
      @TempDir Path folder) {
    this.audit = audit;
    this.client = client;
    this.definitions = new Definitions(client);
    this.scene = Scene.of(plane, namespace, folder);
    this.other = Scene.of(plane, second, folder);
  }

  @Test
  void theyStayWhileAnotherOperatorUsesThemWhichIsHealthyAfterwards() {
    scene.deploy();
    other.deploy();
    refused("Another operator uses the definitions", other.namespace() + "/pg-operator");

    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(other.verify().healthy()).isTrue();
    assertThat(definitions.ofOperators()).hasSize(8);

    assertThat(other.destroy(ALL)).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(definitions.ofOperators()).isEmpty();
  }

  @Test
  void theyStayWhileAnObjectOfTheirKindsExistsAnywhere() {
    scene.deploy();
    new Live(client, other.namespace()).createNamespace();
    var elsewhere = new Database(client, other.namespace()).backup();
    refused("perconapgbackups " + other.namespace() + "/shop");

    client.resource(elsewhere.get("PerconaPGBackup")).delete();
    assertThat(scene.destroy(ALL)).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(definitions.ofOperators()).isEmpty();
    assertThat(scene.destroy(ALL)).isInstanceOf(DestroyResult.Absent.class);
  }

  @Test
  void databasesOperatorDefinitionsAndNamespaceGoInOneRun() {
    scene.deploy();
    var database = new Database(client, scene.namespace()).cluster().backup().held();
    var result = (DestroyResult.Destroyed) scene.destroy(ALL.clusters(ClusterPolicy.DELETE));
    assertThat(result.steps())
        .extracting(step -> step.name())
        .containsExactly("databases", "release", "operator", "CRDs", "namespace");
    assertThat(definitions.ofOperators()).isEmpty();
    assertThat(database.client().namespaces().withName(scene.namespace()).get()).isNull();
  }

  @Test
  void theyGoLaterWhenTheReleaseIsGoneAlready() {
    scene.deploy();
    scene.destroy();
    assertThat(definitions.ofOperators()).hasSize(8);
    assertThat(scene.destroy(ALL)).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(definitions.ofOperators()).isEmpty();
  }

  private void refused(String... words) {
    var mark = audit.mark();
    var failure = Scene.failureOf(() -> scene.destroy(ALL));
    assertThat(failure.problem().code()).isEqualTo(ProblemCode.CRDS_IN_USE);
    assertThat(failure).hasMessageContainingAll(words);
    assertThat(audit.writesSince(mark)).isEmpty();
  }
}
