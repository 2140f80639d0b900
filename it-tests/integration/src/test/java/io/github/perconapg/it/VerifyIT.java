package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.Rollback;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Each check is seen to fail, and which others then fail with it: most often none. What concerns
 * the definitions of the operator is in {@link VerifyCrdsIT}.
 */
@WithControlPlane
class VerifyIT {

  private static final String PROVEN = "percona-pg/proven";

  private final KubernetesClient client;
  private final Live live;
  private final Scene scene;

  VerifyIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.live = new Live(client, namespace);
    this.scene = Scene.of(plane, namespace, folder);
  }

  @Test
  @Tag(Scene.ANY_CHART)
  @Execution(ExecutionMode.CONCURRENT)
  void everyCheckOfAHealthyOperatorPassesInTheirOrder() {
    scene.deploy();
    var report = scene.verify(scene.looking().tryApi(true));
    assertThat(report.checks()).extracting(CheckResult::check).containsExactly(Check.values());
    assertThat(report.checks())
        .allSatisfy(c -> assertThat(c.outcome()).as(c.toString()).isEqualTo(Outcome.PASSED));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatNeedsTheOperatorIsNotCheckedWhereOnlyAvailableIsAskedFor() {
    scene.deploy();
    assertThat(scene.readiness(Readiness.AVAILABLE).verify().checks())
        .filteredOn(c -> c.outcome() == Outcome.NOT_CHECKED)
        .filteredOn(c -> c.check() != Check.API_ACCEPTS)
        .extracting(CheckResult::check)
        .containsExactly(Check.LEASE_HELD, Check.WORKERS_STARTED, Check.LOG_ERRORS);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void withoutAReleaseNothingElseFails() {
    live.createNamespace();
    // Whether the definitions are there depends on the other tests.
    var others = EnumSet.allOf(Check.class);
    others.removeAll(Check.named("definitions"));
    Checks.fail(scene.verify(scene.looking().checks(others)), Check.RELEASE_DEPLOYED);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPendingRevisionIsNotDeployedAndWasNeverSeenToWork() {
    scene.deploy();
    client.resource(Records.as(live.record(1), 2, "pending-upgrade", "cut off")).create();
    Checks.fail(scene.verify(), Check.RELEASE_DEPLOYED, Check.RELEASE_PROVEN);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void otherValuesAreNotWhatIsWanted() {
    scene.deploy();
    Checks.fail(scene.values(Map.of("logLevel", "DEBUG")).verify(), Check.RELEASE_WANTED);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRevisionWithoutItsMarkIsNotProvenUntilSomebodyGivesItBack() {
    scene.deploy();
    var mark = Objects.requireNonNull(live.record(1).getMetadata().getLabels()).get(PROVEN);
    mark(null);
    Checks.fail(scene.verify(), Check.RELEASE_PROVEN);

    var waiting =
        CompletableFuture.supplyAsync(
            () -> scene.verify(scene.looking().waitFor(Duration.ofSeconds(40))));
    Live.untilTrue(() -> !scene.waits("verify").isEmpty());
    mark(mark);
    assertThat(waiting.join().healthy()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anObjectThatIsNotAsRenderedHasDrifted() {
    scene.deploy();
    editRole(role -> role.getMetadata().getLabels().put("app.kubernetes.io/version", "0"));
    Checks.fail(scene.verify(), Check.DRIFT);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRoleThatGivesLessThanRenderedHasDriftedAsWell() {
    scene.deploy();
    editRole(role -> role.getRules().removeIf(rule -> rule.getApiGroups().contains("policy")));
    Checks.fail(scene.verify(), Check.DRIFT, Check.OPERATOR_RIGHTS);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aDeploymentIsNotAvailableBeforeItsTime() {
    scene.deploy();
    // Not rendered, so it is no drift.
    live.edit(d -> d.editSpec().withMinReadySeconds(500).endSpec());
    Live.untilTrue(
        () -> Objects.requireNonNull(live.deployment()).getStatus().getAvailableReplicas() == null);
    Checks.fail(scene.verify(), Check.DEPLOYMENT_AVAILABLE);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void oneOfTwoPodsThatIsNotReadyIsSeen() {
    scene.deploy();
    var pod = pod();
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace(live.namespace())
                .withName("second")
                .withLabels(
                    Objects.requireNonNull(live.deployment())
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .endMetadata()
                .withNewSpec()
                .withNodeSelector(Map.of("nowhere", "at-all"))
                .withContainers(
                    new ContainerBuilder()
                        .withName(pod.getSpec().getContainers().get(0).getName())
                        .withImage(pod.getSpec().getContainers().get(0).getImage())
                        .build())
                .endSpec()
                .build())
        .create();
    Checks.fail(scene.verify(), Check.PODS_READY);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aYoungContainerIsWatchedAndSeenToBeReplaced() {
    scene.deploy();
    var looking =
        CompletableFuture.supplyAsync(
            () -> scene.verify(scene.looking().steadyFor(Duration.ofSeconds(50))));
    Live.untilTrue(() -> !scene.waits("restarts").isEmpty());
    client.resource(pod()).withGracePeriod(0).delete();
    Checks.fail(looking.join(), Check.RESTARTS_STEADY);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anotherImageIsSeen() {
    scene.deploy();
    client
        .resource(pod())
        .edit(
            pod -> {
              pod.getSpec().getContainers().get(0).setImage("example.invalid/other:2.7.0");
              return pod;
            });
    Checks.fail(scene.verify(), Check.IMAGE);
  }

  /** Without a leader no controller starts, so neither fails alone. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anOperatorThatNeverLeadsStartsNoController() {
    var never = scene.failing(Failure.NEVER_LEADS);
    never.readiness(Readiness.AVAILABLE).rollback(Rollback.NEVER).deploy();
    Checks.fail(never.verify(), Check.LEASE_HELD, Check.WORKERS_STARTED);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aWatchedNamespaceThatIsGoneIsSeen(@FreshNamespace String other) {
    var second = new Live(client, other);
    second.createNamespace();
    var wide = scene.values(Map.of("watchNamespace", other, "fullnameOverride", live.namespace()));
    wide.deploy();
    client.namespaces().withName(other).delete();
    Live.untilTrue(() -> !second.namespaceExists());
    Checks.fail(wide.verify(), Check.WATCHED_NAMESPACES);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aWebhookThatNobodyAnswersIsSeenBeforeItIsInTheWay() {
    scene.deploy();
    var webhook =
        client
            .resource(
                new ValidatingWebhookConfigurationBuilder()
                    .withNewMetadata()
                    .withName("broken-" + live.namespace())
                    .endMetadata()
                    .addNewWebhook()
                    .withName("broken.example.com")
                    .withAdmissionReviewVersions("v1")
                    .withSideEffects("None")
                    .withFailurePolicy("Fail")
                    .withNewNamespaceSelector()
                    .addToMatchLabels("kubernetes.io/metadata.name", live.namespace())
                    .endNamespaceSelector()
                    .addNewRule()
                    .withApiGroups("pgv2.percona.com")
                    .withApiVersions("v2")
                    .withResources("perconapgclusters")
                    .withOperations("CREATE")
                    .endRule()
                    .withNewClientConfig()
                    .withNewService()
                    .withNamespace(live.namespace())
                    .withName("nobody")
                    .endService()
                    .endClientConfig()
                    .endWebhook()
                    .build())
            .create();
    try {
      Checks.fail(scene.verify(), Check.WEBHOOKS);
    } finally {
      client.resource(webhook).delete();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theApiIsTriedOnlyWhenAskedFor() {
    scene.deploy();
    var quota =
        client.resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withNamespace(live.namespace())
                .withName("no-backups")
                .endMetadata()
                .withNewSpec()
                .addToHard("count/perconapgbackups.pgv2.percona.com", new Quantity("0"))
                .endSpec()
                .build());
    quota.create();
    Live.untilTrue(
        () -> {
          var status = quota.get().getStatus();
          return status != null && status.getHard() != null && !status.getHard().isEmpty();
        });
    Checks.fail(scene.verify());
    Checks.fail(scene.verify(scene.looking().tryApi(true)), Check.API_ACCEPTS);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void onlyWhatIsNamedIsLookedAt() {
    scene.deploy();
    var some = EnumSet.of(Check.DRIFT, Check.IMAGE);
    assertThat(scene.verify(scene.looking().checks(some)).checks())
        .extracting(CheckResult::check)
        .containsExactly(Check.DRIFT, Check.IMAGE);
  }

  private void mark(@Nullable String value) {
    client
        .secrets()
        .inNamespace(live.namespace())
        .withName(live.record(1).getMetadata().getName())
        .edit(
            record -> {
              if (value == null) {
                record.getMetadata().getLabels().remove(PROVEN);
              } else {
                record.getMetadata().getLabels().put(PROVEN, value);
              }
              return record;
            });
  }

  private void editRole(Consumer<Role> change) {
    client
        .rbac()
        .roles()
        .inNamespace(live.namespace())
        .withName(Live.NAME)
        .edit(
            role -> {
              change.accept(role);
              return role;
            });
  }

  private Pod pod() {
    return live.pods().get(0);
  }
}
