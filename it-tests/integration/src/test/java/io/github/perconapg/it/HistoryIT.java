package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.model.Revision;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The revisions of a release, and the way back to one of them. */
@WithControlPlane
class HistoryIT {

  private final KubernetesClient client;
  private final OperatorFixture scene;
  private final OperatorFixture other;
  private final LiveCluster live;

  HistoryIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.scene =
        OperatorFixture.of(plane, namespace, folder).chart(StandInChart.of(OperatorRelease.V2_7));
    this.other =
        scene.values(Map.of("logStructured", true, "podAnnotations", Map.of("token", "canary")));
    this.live = new LiveCluster(client, namespace);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void tellsOfEachRevisionWhatChangedAndWhetherItWorked() {
    assertThat(scene.existingNamespace().history()).isEmpty();
    scene.deploy();
    other.deploy();

    var history = scene.history();

    assertThat(history).extracting(Revision::revision).containsExactly(2, 1);
    assertThat(history).extracting(Revision::status).containsExactly("deployed", "superseded");
    assertThat(history).allMatch(r -> r.ours() && r.proven() && r.chartVersion().equals("2.7.0"));
    assertThat(history.get(0).deployedAt()).matches("\\d{4}-\\d\\d-\\d\\dT.*");
    assertThat(history.get(0).values())
        .extracting(FieldChange::shown)
        .containsExactlyInAnyOrder(
            "logStructured: (none) -> true", "podAnnotations.token: (none) -> (masked)");
    assertThat(history.get(1).values())
        .extracting(FieldChange::path)
        .contains("resources.limits.memory");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRecordThatCannotBeReadIsListedAsThat() {
    scene.deploy();
    var unused = client.resource(Records.unreadable(live.record(1), 2)).create();
    assertThat(scene.history().get(0).description()).startsWith("cannot be read: ");
    assertThat(scene.history()).hasSize(2);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void goesBackToTheNewestRevisionThatWorkedAndIsAnother(AuditLog audit) {
    scene.deploy();
    var first = Objects.requireNonNull(live.deployment());
    other.deploy();
    var broken = scene.rollback(Rollback.NEVER).failing(Failure.CRASH_LOOP);
    assertThat(OperatorFixture.failureOf(broken::deploy)).isNotNull();

    var back = (DeployResult.RolledBack) scene.rollback();

    assertThat(back.restored()).isEqualTo(2);
    assertThat(back.outputs().revision()).isEqualTo(4);
    assertThat(other.verify().healthy()).isTrue();

    var further = (DeployResult.RolledBack) scene.rollback();
    assertThat(further.restored()).isEqualTo(1);
    assertThat(Objects.requireNonNull(live.deployment()).getSpec()).isEqualTo(first.getSpec());
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);

    var mark = audit.mark();
    assertThat(scene.rollback(5)).isInstanceOf(DeployResult.Unchanged.class);
    assertThat(live.among(audit.writesSince(mark))).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void goesBackToTheRevisionThatIsNamed() {
    scene.deploy();
    other.deploy();
    scene.values(Map.of("disableTelemetry", true)).deploy();

    var back = (DeployResult.RolledBack) scene.rollback(1);

    assertThat(back.restored()).isEqualTo(1);
    assertThat(scene.verify().healthy()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRevisionThatThereIsNotIsRefusedAndNothingIsWritten(AuditLog audit) {
    scene.deploy();
    var mark = audit.mark();
    for (var rollback : List.<Runnable>of(scene::rollback, () -> scene.rollback(7))) {
      assertThat(OperatorFixture.failureOf(rollback::run).problem().code())
          .isEqualTo(ProblemCode.REVISION_UNKNOWN);
    }
    assertThat(live.among(audit.writesSince(mark))).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRollBackThatDoesNotComeUpIsUndoneAndKeepsEvidence() {
    var picky =
        scene.timeout(Duration.ofSeconds(25)).values(Map.of("nodeSelector", Map.of("a", "b")));
    assertThat(OperatorFixture.failureOf(picky.rollback(Rollback.NEVER)::deploy))
        .hasMessageContaining("Unschedulable");
    scene.deploy();

    var failure =
        OperatorFixture.failureOf(() -> scene.timeout(Duration.ofSeconds(25)).rollback(1));

    assertThat(failure).hasMessageContainingAll("Unschedulable", "Rolled back to revision 2");
    assertThat(failure.problem().evidence()).isNotNull();
    assertThat(scene.verify().healthy()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void tenRecordsAreKeptAndTheOneThatIsDeployedAmongThem() {
    scene.deploy();
    for (int revision = 2; revision <= 12; revision++) {
      var unused = client.resource(Records.superseded(live.record(1), revision)).create();
    }
    other.deploy();
    assertThat(live.records()).hasSize(10);
    assertThat(scene.history().get(0))
        .returns(13, Revision::revision)
        .returns(true, Revision::proven);
  }
}
