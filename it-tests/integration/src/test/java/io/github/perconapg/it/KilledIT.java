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
import org.junit.jupiter.api.Tag;
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
  @ValueSource(strings = {"end namespace", "begin CRDs", "begin operator"})
  @Execution(ExecutionMode.CONCURRENT)
  @Tag(WithControlPlane.FULL)
  void aFirstInstallThatWasKilledIsFinishedByTheNextDeploy(
      String moment, @FreshNamespace String namespace) throws IOException {
    var scene =
        OperatorFixture.of(plane, namespace, folder).chart(withDefinitionOfItsOwn(namespace));
    try (var killed = ForkedRun.start(scene)) {
      killed.awaitLine(moment);
      killed.killTree();
    }
    finished(scene);
    scene.destroy(); // starts a worker in any case, which sweeps what the dead one left
    assertThat(scene.temporary()).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Execution(ExecutionMode.CONCURRENT)
  @Tag(WithControlPlane.FULL)
  void anInstallThatWasKilledInsideHelmIsFinishedByTheNextDeploy(
      boolean wholeTree, @FreshNamespace String namespace) throws IOException {
    var scene = OperatorFixture.of(plane, namespace, folder);
    killedInsideHelm(scene, "POST", wholeTree);
    assertThat(status(scene, 1)).isEqualTo("pending-install");
    finished(scene);
    assertThat(scene.temporary()).isEmptyDirectory();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anUpgradeThatWasKilledInsideHelmLeavesTheRunningOperatorWhereItIs(
      @FreshNamespace String namespace) throws IOException {
    var scene = OperatorFixture.of(plane, namespace, folder);
    var live = new LiveCluster(client, namespace);
    scene.deploy();
    var uid = live.deploymentUid();
    var more = scene.chart(StandInChart.of(OperatorRelease.V2_7).withPodAnnotation("a", "b"));

    killedInsideHelm(more, "PATCH", true);

    assertThat(status(more, 2)).isEqualTo("pending-upgrade");
    finished(more);
    assertThat(live.deploymentUid()).isEqualTo(uid);
    assertThat(more.temporary()).isEmptyDirectory();
  }

  /** Kills a deploy while Helm waits for the answer to its write of the Deployment. */
  private void killedInsideHelm(OperatorFixture scene, String method, boolean wholeTree)
      throws IOException {
    try (var proxy = new ApiProxy(plane)) {
      proxy.decide(
          (m, path) ->
              m.equals(method) && path.contains("/deployments") && !path.contains("dryRun")
                  ? Fate.HANG
                  : Fate.PASS);
      var slowed = scene.as(proxy.kubeconfig(folder, plane.context()));
      try (var killed = ForkedRun.start(slowed)) {
        LiveCluster.untilTrue(() -> proxy.hung() > 0);
        if (wholeTree) {
          killed.killTree();
        } else {
          // The worker notices by itself that nobody waits for it any more.
          var started = killed.killParent();
          assertThat(started).isNotEmpty();
          LiveCluster.untilTrue(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        }
      }
    }
  }

  private String status(OperatorFixture scene, int revision) {
    var record = new LiveCluster(client, scene.namespace()).record(revision);
    return String.valueOf(record.getMetadata().getLabels().get("status"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @Tag(WithControlPlane.FULL)
  void sigtermEndsADeployAndTheNextOneFinishesIt(@FreshNamespace String namespace)
      throws IOException {
    var scene = OperatorFixture.of(plane, namespace, folder).failing(Failure.SLOW_START);
    try (var running = ForkedRun.start(scene)) {
      running.awaitLine("begin operator"); // Helm was used in this run, and took no signal away
      running.handle().destroy();
      assertThat(running.endsWithin(20)).isTrue();
    }
    finished(scene);
  }

  private void finished(OperatorFixture scene) {
    var result = scene.deploy();
    assertThat(result).isNotInstanceOf(DeployResult.Unchanged.class);
    assertThat(scene.waits("lock")).as("waits for the lock").isEmpty();
    assertThat(scene.verify().healthy()).isTrue();
    assertThat(new LiveCluster(client, scene.namespace()).lock()).isNull();
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
}
