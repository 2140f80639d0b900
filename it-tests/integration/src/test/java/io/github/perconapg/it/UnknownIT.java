package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.access.Rights;
import io.github.perconapg.controlplane.access.Users;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What can be told of an operator, what cannot, and that the latter is no failure. */
@WithControlPlane
class UnknownIT {

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final OperatorFixture scene;
  private final LiveCluster live;

  UnknownIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.plane = plane;
    this.client = client;
    this.scene = OperatorFixture.of(plane, namespace, folder);
    this.live = new LiveCluster(client, namespace);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLogLevelThatHidesTheStartUpLinesIsUnknownAndHeldSteadyForFiveSeconds() {
    var quiet = scene.values(Map.of("logLevel", "ERROR"));
    var result = quiet.deploy();
    assertThat(result).isInstanceOf(DeployResult.Installed.class);
    assertThat(result.notes()).anyMatch(n -> n.contains("LOG_LEVEL ERROR hides the lines"));
    assertThat(result.steps())
        .filteredOn(s -> s.name().equals("operator"))
        .allMatch(s -> s.duration().compareTo(Duration.ofSeconds(5)) >= 0);
    var report = quiet.verify();
    assertThat(report.healthy()).isTrue();
    assertThat(Checks.outcome(report, Check.WORKERS_STARTED)).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void structuredLogsAreReadAsWell() {
    var structured = scene.values(Map.of("logStructured", true));
    assertThat(structured.deploy().notes()).isEmpty();
    assertThat(Checks.outcome(structured.verify(), Check.WORKERS_STARTED))
        .isEqualTo(Outcome.PASSED);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void logsThatMayNotBeReadAreUnknown() throws IOException {
    var user = "no-logs-" + live.namespace();
    var kubeconfig = new Users(plane, client).withClientCertificate(user);
    live.createNamespace();
    ofDeployerWithoutLogs().grantIn(client, user, live.namespace());
    var limited = scene.as(kubeconfig).existingNamespace().crds(CrdPolicy.SKIP);

    var result = limited.deploy();
    assertThat(result.notes()).anyMatch(n -> n.contains("whether its controllers started"));
    var report = limited.verify();
    assertThat(report.healthy()).isTrue();
    assertThat(Checks.outcome(report, Check.WORKERS_STARTED)).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anOperatorThatTakesNoLeaseIsNotAskedForOne() {
    // Its definitions are older than those that are here.
    var old = scene.chart(StandInChart.of(OperatorRelease.V2_5)).crds(CrdPolicy.SKIP);
    assertThat(old.deploy()).isInstanceOf(DeployResult.Installed.class);
    var report = old.verify();
    assertThat(report.healthy()).isTrue();
    assertThat(Checks.outcome(report, Check.LEASE_HELD)).isEqualTo(Outcome.NOT_CHECKED);
    assertThat(Checks.outcome(report, Check.WORKERS_STARTED)).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void readinessAvailableAsksNoMoreThanTheDeployment() {
    var available = scene.failing(Failure.NEVER_LEADS).readiness(Readiness.AVAILABLE);
    assertThat(available.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(available.verify().healthy()).isTrue();
    assertThat(available.readiness(Readiness.WORKING).verify().healthy()).isFalse();
    assertThat(available.deploy()).isInstanceOf(DeployResult.Unchanged.class);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aLeaseThatSomebodyElseHoldsIsSaidToBeInTheWay() {
    live.createNamespace();
    // Renewed in the future, so that the operator waits for it all the time.
    var unused =
        client
            .resource(
                new LeaseBuilder()
                    .withNewMetadata()
                    .withNamespace(live.namespace())
                    .withName("08db3feb.percona.com")
                    .endMetadata()
                    .withNewSpec()
                    .withHolderIdentity("another-operator_1")
                    .withLeaseDurationSeconds(3600)
                    .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                    .endSpec()
                    .build())
            .create();
    var failure = OperatorFixture.failureOf(scene.timeout(Duration.ofSeconds(20))::deploy);
    assertThat(failure.problem().code()).isEqualTo(ProblemCode.LEASE_HELD);
    assertThat(failure)
        .hasMessageContainingAll(
            "is held by another-operator_1", "pod another-operator does not exist any more");
  }

  /** Everything in a namespace, but no logs. */
  private static Rights ofDeployerWithoutLogs() {
    var all = List.of("*");
    return Rights.none()
        .may(all, "", "pods", "events", "secrets", "serviceaccounts", "configmaps", "services")
        .may(all, "", "endpoints", "persistentvolumeclaims", "pods/exec", "endpoints/restricted")
        .may(all, "apps", "*")
        .may(all, "batch", "*")
        .may(all, "policy", "*")
        .may(all, "coordination.k8s.io", "*")
        .may(all, "rbac.authorization.k8s.io", "*")
        .may(all, "snapshot.storage.k8s.io", "*")
        .may(all, "pgv2.percona.com", "*")
        .may(all, "postgres-operator.crunchydata.com", "*");
  }
}
