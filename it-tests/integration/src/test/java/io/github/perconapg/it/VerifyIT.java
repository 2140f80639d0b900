package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.Readiness;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Which checks verify makes, and what it sees of the world around an operator. Releases, operators
 * and definitions that fail are in {@link VerifyReleaseIT}, {@link VerifyOperatorIT} and {@link
 * VerifyCrdsIT}.
 */
@WithControlPlane
class VerifyIT {

  private final KubernetesClient client;
  private final LiveCluster live;
  private final OperatorFixture scene;

  VerifyIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.live = new LiveCluster(client, namespace);
    this.scene = OperatorFixture.of(plane, namespace, folder);
  }

  @Test
  @Tag(OperatorFixture.ANY_CHART)
  @Execution(ExecutionMode.CONCURRENT)
  void everyCheckOfAHealthyOperatorPassesInTheirOrder() {
    scene.deploy();
    var report = scene.verify(scene.looking().dryRunApi(true));
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
  void onlyWhatIsNamedIsLookedAt() {
    scene.deploy();
    var some = EnumSet.of(Check.DRIFT, Check.IMAGE);
    assertThat(scene.verify(scene.looking().checks(some)).checks())
        .extracting(CheckResult::check)
        .containsExactly(Check.DRIFT, Check.IMAGE);
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
    LiveCluster.untilTrue(
        () -> {
          var status = quota.get().getStatus();
          return status != null && status.getHard() != null && !status.getHard().isEmpty();
        });
    Checks.fail(scene.verify());
    Checks.fail(scene.verify(scene.looking().dryRunApi(true)), Check.API_ACCEPTS);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aWatchedNamespaceThatIsGoneIsSeen(@FreshNamespace String other) {
    var second = new LiveCluster(client, other);
    second.createNamespace();
    var wide = scene.values(Map.of("watchNamespace", other, "fullnameOverride", live.namespace()));
    wide.deploy();
    client.namespaces().withName(other).delete();
    LiveCluster.untilTrue(() -> !second.namespaceExists());
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
}
