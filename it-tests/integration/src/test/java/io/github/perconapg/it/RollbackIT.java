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
import io.github.perconapg.model.Rollback;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What becomes of a release whose upgrade does not come up. */
@WithControlPlane
class RollbackIT {

  private final KubernetesClient client;
  private final OperatorFixture scene;
  private final OperatorFixture broken;
  private final LiveCluster live;

  RollbackIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.scene = OperatorFixture.of(plane, namespace, folder).values(Map.of("logStructured", true));
    this.broken = scene.timeout(Duration.ofSeconds(20)).failing(Failure.CRASH_LOOP);
    this.live = new LiveCluster(client, namespace);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theNewestRevisionThatWorkedIsRestoredAfterTheEvidenceWasKept() {
    scene.deploy();
    var uid = live.deploymentUid();
    var before = Objects.requireNonNull(live.deployment()).getSpec();

    var failure = OperatorFixture.failureOf(broken::deploy);

    assertThat(failure).hasMessageContaining("Rolled back to revision 1 (chart 2.7.0)");
    assertThat(failure.problems()).hasSize(1);
    var kept = Objects.requireNonNull(failure.problem().evidence());
    assertThat(kept.resolve("summary.md"))
        .content()
        .contains("operator's container keeps crashing", "revision 2");
    assertThat(live.deploymentUid()).isEqualTo(uid);
    assertThat(Objects.requireNonNull(live.deployment()).getSpec()).isEqualTo(before);
    assertThat(scene.verify().healthy()).isTrue();
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);
    assertThat(scene.deploy().outputs().revision()).isEqualTo(3);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void rollbackNeverKeepsEverythingAndTheNextDeployRepairsIt() {
    scene.deploy();
    var uid = live.deploymentUid();

    var failure = OperatorFixture.failureOf(broken.rollback(Rollback.NEVER)::deploy);

    assertThat(failure).hasMessageContaining("Nothing was undone (rollback=never)");
    assertThat(broken.verify().healthy()).isFalse();
    assertThat(live.records()).hasSize(2);
    assertThat(scene.deploy().outputs().revision()).isEqualTo(3);
    assertThat(live.deploymentUid()).isEqualTo(uid);
    assertThat(scene.verify().healthy()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theNewestRevisionThatWorkedIsNotTheOneBefore() {
    scene.deploy();
    assertThat(OperatorFixture.failureOf(broken.rollback(Rollback.NEVER)::deploy)).isNotNull();
    var other = broken.values(Map.of("disableTelemetry", true));

    assertThat(OperatorFixture.failureOf(other::deploy))
        .hasMessageContaining("Rolled back to revision 1 (chart 2.7.0)");
    assertThat(scene.verify().healthy()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aReleaseThatNeverWorkedHasNothingToGoBackTo() {
    assertThat(OperatorFixture.failureOf(broken.rollback(Rollback.NEVER)::deploy)).isNotNull();
    var other = broken.values(Map.of("disableTelemetry", true));

    assertThat(OperatorFixture.failureOf(other::deploy))
        .hasMessageContaining("no revision of this release was ever verified");
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(scene.verify().healthy()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRollBackThatFailsTellsBothCauses() {
    // It worked once; its restored form asks for a node that there is no more.
    var picky = scene.values(Map.of("nodeSelector", Map.of("for", live.namespace())));
    label(live.namespace());
    picky.deploy();
    label(null);

    var failure = OperatorFixture.failureOf(broken::deploy);

    assertThat(failure.problems())
        .extracting(Problem::code)
        .last()
        .isEqualTo(ProblemCode.ROLLBACK_FAILED);
    assertThat(failure.problems().get(1).render())
        .contains(
            "the upgrade failed: ",
            "operator's container keeps crashing",
            "the rollback failed: ",
            "Unschedulable");
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Upgraded.class);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void objectsThatAStoredChartDoesNotHoldAreRestoredFromTheManifest() {
    var whole =
        StandInChart.of(OperatorRelease.V2_7)
            .withFile("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
            .withFile(
                "charts/sub/templates/map.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: of-a-subchart}\ndata: {a: b}\n");
    scene.chart(whole).deploy();

    assertThat(OperatorFixture.failureOf(broken::deploy))
        .hasMessageContaining("Rolled back to revision 1");
    var map = client.configMaps().inNamespace(live.namespace()).withName("of-a-subchart");
    assertThat(map.require().getData()).containsEntry("a", "b");
    assertThat(scene.chart(whole).verify().healthy()).isTrue();
  }

  /** Gives the only node a label that a pod may ask for, or takes it away. */
  private void label(@Nullable String value) {
    LiveCluster.edit(
        client.nodes().withName("node-0"),
        node ->
            value == null
                ? node.edit().editMetadata().removeFromLabels("for").endMetadata().build()
                : node.edit().editMetadata().addToLabels("for", value).endMetadata().build());
  }
}
