package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.model.DeployResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGKILL of the whole process tree at chosen moments. */
@WithControlPlane
class KilledIT {

  @TempDir Path folder;
  private final ControlPlane plane;
  private final KubernetesClient client;

  KilledIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
  }

  @ParameterizedTest
  @ValueSource(strings = {"end namespace", "begin CRDs", "begin release", "begin operator"})
  @Execution(ExecutionMode.CONCURRENT)
  void aFirstInstallThatWasKilledIsFinishedByTheNextDeploy(
      String moment, @FreshNamespace String namespace) throws IOException {
    var scene = Scene.of(plane, namespace, folder).chart(withDefinitionOfItsOwn(namespace));
    try (var killed = ForkedDeploy.start(scene)) {
      killed.awaitLine(moment);
      killed.killTree();
    }
    finished(scene);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anInstallThatWasKilledInsideHelmIsFinishedByTheNextDeploy(@FreshNamespace String namespace)
      throws IOException {
    var scene = Scene.of(plane, namespace, folder).chart(withManyObjects());
    var live = new Live(client, namespace);
    try (var killed = ForkedDeploy.start(scene)) {
      Live.untilTrue(() -> live.records().size() == 1);
      killed.killTree();
    }
    assertThat(live.record(1).getMetadata().getLabels()).containsEntry("status", "pending-install");
    finished(scene);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anUpgradeThatWasKilledInsideHelmLeavesTheRunningOperatorWhereItIs(
      @FreshNamespace String namespace) throws IOException {
    var scene = Scene.of(plane, namespace, folder);
    var live = new Live(client, namespace);
    scene.deploy();
    var uid = live.deploymentUid();
    var more = scene.chart(withManyObjects());
    try (var killed = ForkedDeploy.start(more)) {
      Live.untilTrue(() -> live.records().size() == 2);
      killed.killTree();
    }
    assertThat(live.record(2).getMetadata().getLabels()).containsEntry("status", "pending-upgrade");
    finished(more);
    assertThat(live.deploymentUid()).isEqualTo(uid);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theWorkerEndsWithItsParentThatWasKilledAlone(@FreshNamespace String namespace)
      throws IOException {
    var scene = Scene.of(plane, namespace, folder).chart(withManyObjects());
    var live = new Live(client, namespace);
    try (var killed = ForkedDeploy.start(scene)) {
      Live.untilTrue(() -> live.records().size() == 1);
      var started = killed.killParent();
      assertThat(started).isNotEmpty();
      Live.untilTrue(() -> started.stream().noneMatch(ProcessHandle::isAlive));
    }
    finished(scene);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void sigtermEndsADeployAndTheNextOneFinishesIt(@FreshNamespace String namespace)
      throws IOException {
    var slow =
        StandInChart.of(OperatorRelease.V2_7)
            .withPodAnnotation(Failure.ANNOTATION, Failure.SLOW_START.value());
    var scene = Scene.of(plane, namespace, folder).chart(slow);
    try (var running = ForkedDeploy.start(scene)) {
      running.awaitLine("begin operator"); // Helm was used in this run, and took no signal away
      running.handle().destroy();
      assertThat(running.endsWithin(20)).isTrue();
    }
    finished(scene);
  }

  private void finished(Scene scene) {
    var result = scene.deploy();
    assertThat(result).isNotInstanceOf(DeployResult.Unchanged.class);
    assertThat(LockIT.waits(scene)).as("waits for the lock").isEmpty();
    assertThat(scene.verify().healthy()).isTrue();
    assertThat(new Live(client, scene.namespace()).lock()).isNull();
    scene.destroy(); // starts a worker in any case, which sweeps what the dead one left
    assertThat(scene.temporary()).isEmptyDirectory();
  }

  /** So that there is something to apply where the other definitions are there already. */
  static StandInChart withDefinitionOfItsOwn(String namespace) {
    var group = namespace + ".example.com";
    return StandInChart.of(OperatorRelease.V2_7)
        .withFile(
            "crds/own.yaml",
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: things.%1$s
            spec:
              group: %1$s
              scope: Namespaced
              names: {kind: Thing, listKind: ThingList, plural: things, singular: thing}
              versions:
              - name: v1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object}}
            """
                .formatted(group));
  }

  /** So many that Helm takes a while. */
  private static StandInChart withManyObjects() {
    return StandInChart.of(OperatorRelease.V2_7)
        .withFile(
            "templates/many.yaml",
            """
            {{- range until 60 }}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: many-{{ . }}}
            {{- end }}
            """);
  }
}
