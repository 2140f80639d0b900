package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(OperatorFixture.ANY_CHART)
@WithControlPlane
class DriftIT {

  @TempDir Path folder;
  private final KubernetesClient client;

  DriftIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void whatTheChartRendersIsRepairedAndWhatOthersAddedIsLeft(
      ControlPlane plane, AuditLog audit, @FreshNamespace String namespace) {
    var scene = OperatorFixture.of(plane, namespace, folder);
    var live = new LiveCluster(client, namespace);
    scene.deploy();

    live.edit(
        d ->
            d.editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .addToEnv(new EnvVar("ADDED_BY_HAND", "kept", null))
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec());
    awaitRollout(live);
    var quiet = audit.mark();
    var extra = Checks.of(scene.verify(), Check.DRIFT);
    assertThat(extra.outcome()).isEqualTo(CheckResult.Outcome.PASSED);
    assertThat(extra.facts()).anyMatch(fact -> fact.contains("ADDED_BY_HAND"));
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);
    assertThat(audit.writesSince(quiet)).isEmpty();

    live.setLogLevelToDebug();
    live.edit(
        d ->
            d.editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .withImage("example.invalid/another:2.7.0")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec());
    client.rbac().roleBindings().inNamespace(namespace).withName(LiveCluster.NAME).delete();

    var found = Checks.of(scene.verify(), Check.DRIFT);
    assertThat(found.outcome()).isEqualTo(CheckResult.Outcome.FAILED);
    assertThat(found.facts())
        .anyMatch(
            f -> f.startsWith("Deployment") && f.endsWith("env[LOG_LEVEL].value: DEBUG -> INFO"))
        .anyMatch(f -> f.startsWith("RoleBinding") && f.endsWith("is missing"));

    var plan = scene.plan();
    assertThat(OperatorFixture.change(plan, "Release").action()).isEqualTo(Change.Action.UPDATE);
    assertThat(OperatorFixture.change(plan, "Release").summary()).contains("drift");
    assertThat(OperatorFixture.change(plan, "RoleBinding").action())
        .isEqualTo(Change.Action.CREATE);
    var deployment = OperatorFixture.change(plan, "Deployment");
    assertThat(deployment.action()).isEqualTo(Change.Action.UPDATE);
    assertThat(deployment.estimated()).isFalse();
    assertThat(deployment.fields())
        .extracting(FieldChange::shown)
        .containsExactlyInAnyOrder(
            "spec.template.spec.containers[operator].image: example.invalid/another:2.7.0 ->"
                + " docker.io/percona/percona-postgresql-operator:2.7.0",
            "spec.template.spec.containers[operator].env[LOG_LEVEL].value: DEBUG -> INFO");

    var repaired = scene.deploy();
    assertThat(repaired).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(repaired.outputs().revision()).isEqualTo(2);
    assertThat(repaired.notes())
        .anyMatch(n -> n.startsWith("Repaired drift: Deployment") && n.contains("DEBUG -> INFO"))
        .anyMatch(n -> n.startsWith("Repaired drift: RoleBinding") && n.contains("missing"));
    var container =
        Objects.requireNonNull(live.deployment())
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .get(0);
    assertThat(container.getImage()).startsWith("docker.io/percona/");
    assertThat(container.getEnv()).extracting(EnvVar::getName).contains("ADDED_BY_HAND");
    assertThat(client.rbac().roleBindings().inNamespace(namespace).withName(LiveCluster.NAME).get())
        .isNotNull();
    assertThat(scene.verify().healthy()).isTrue();
  }

  @Test
  void anOperatorThatIsPausedByHandStaysPausedAndIsNeverCalledWorking(
      ControlPlane plane, AuditLog audit, @FreshNamespace String namespace) {
    var scene = OperatorFixture.of(plane, namespace, folder).timeout(Duration.ofSeconds(60));
    var live = new LiveCluster(client, namespace);
    scene.deploy();
    live.pause();
    var mark = audit.mark();

    var resume = "kubectl scale deployment pg-operator -n " + namespace + " --replicas=1";
    var available = scene.readiness(Readiness.AVAILABLE);
    var other = scene.values(Map.of("disableTelemetry", true));
    for (var same : List.of(scene, available, other)) {
      var problem = OperatorFixture.failureOf(same::deploy).problem();
      assertThat(problem.code()).isEqualTo(ProblemCode.OPERATOR_PAUSED);
      assertThat(problem.remedy()).contains(resume);
    }
    assertThat(OperatorFixture.failureOf(() -> scene.rollback(1)).problem().code())
        .isEqualTo(ProblemCode.OPERATOR_PAUSED);
    var report = scene.verify();
    for (var check : List.of(Check.DRIFT, Check.DEPLOYMENT_AVAILABLE, Check.PODS_READY)) {
      assertThat(Checks.outcome(report, check)).isEqualTo(CheckResult.Outcome.FAILED);
      assertThat(Checks.of(report, check).remedy()).contains(resume);
    }
    assertThat(audit.writesSince(mark)).isEmpty();
    assertThat(Objects.requireNonNull(live.deployment()).getSpec().getReplicas()).isZero();
  }

  @Test
  void aRevisionWithoutItsProofIsSeenToWorkAgainAndNotInstalledAgain(
      ControlPlane plane, @FreshNamespace String namespace) {
    var scene = OperatorFixture.of(plane, namespace, folder);
    var live = new LiveCluster(client, namespace);
    scene.deploy();
    LiveCluster.edit(
        client.resource(live.record(1)),
        s -> s.edit().editMetadata().removeFromLabels("percona-pg/proven").endMetadata().build());
    assertThat(scene.verify().healthy()).isFalse();

    assertThat(scene.deploy().outputs().revision()).isEqualTo(1);
    assertThat(live.record(1).getMetadata().getLabels()).containsKey("percona-pg/proven");
    assertThat(live.records()).hasSize(1);
    assertThat(scene.verify().healthy()).isTrue();
  }

  @Test
  void whatAdmissionMakesOfTheChartIsNoDriftAndNoOtherImage(
      ControlPlane plane, @FreshNamespace String namespace) {
    var scene = OperatorFixture.of(plane, namespace, folder);
    var live = new LiveCluster(client, namespace);
    live.createNamespace();
    try (var webhook = new RewritingWebhook(client, namespace, folder)) {
      assertThat(webhook).isNotNull();
      scene.deploy();
      assertThat(live.pods())
          .allMatch(p -> p.getSpec().getContainers().get(0).getImage().startsWith("pods."));

      var verified = scene.verify();
      assertThat(verified.healthy()).isTrue();
      assertThat(Checks.of(verified, Check.DRIFT).facts())
          .anyMatch(
              fact ->
                  fact.contains("image: deployments.example.invalid/")
                      && fact.contains("made by admission on the cluster"));
      assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);

      live.setLogLevelToDebug();
      var repaired = scene.deploy();
      assertThat(repaired).isInstanceOf(DeployResult.Upgraded.class);
      assertThat(repaired.notes())
          .filteredOn(note -> note.startsWith("Repaired drift"))
          .singleElement()
          .asString()
          .endsWith("env[LOG_LEVEL].value: DEBUG -> INFO");
      scene.destroy();
    }
  }

  private static void awaitRollout(LiveCluster live) {
    LiveCluster.untilTrue(() -> settled(Objects.requireNonNull(live.deployment()), live));
  }

  private static boolean settled(Deployment deployment, LiveCluster live) {
    var status = deployment.getStatus();
    return Objects.equals(status.getObservedGeneration(), deployment.getMetadata().getGeneration())
        && Objects.equals(status.getUpdatedReplicas(), 1)
        && Objects.equals(status.getAvailableReplicas(), 1)
        && live.pods().size() == 1;
  }
}
