package io.github.perconapg.it;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.Rollback;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What verify sees of an operator that does not work, and which other checks fail with it. */
@WithControlPlane
class VerifyOperatorIT {

  private final KubernetesClient client;
  private final LiveCluster live;
  private final OperatorFixture scene;

  VerifyOperatorIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.live = new LiveCluster(client, namespace);
    this.scene = OperatorFixture.of(plane, namespace, folder);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aDeploymentIsNotAvailableBeforeItsTime() {
    scene.deploy();
    // Not rendered, so it is no drift.
    live.edit(d -> d.editSpec().withMinReadySeconds(500).endSpec());
    LiveCluster.untilTrue(
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
            () -> scene.verify(scene.looking().stableFor(Duration.ofSeconds(50))));
    LiveCluster.untilTrue(() -> !scene.waits("restarts").isEmpty());
    client.resource(pod()).withGracePeriod(0).delete();
    Checks.fail(looking.join(), Check.RESTARTS_STEADY);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anotherImageIsSeen() {
    scene.deploy();
    LiveCluster.edit(
        client.resource(pod()),
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
    // Available is a container that has only just started; what it has not said cannot be told.
    LiveCluster.untilTrue(() -> !client.pods().resource(pod()).getLog().isEmpty());
    Checks.fail(never.verify(), Check.LEASE_HELD, Check.WORKERS_STARTED);
  }

  private Pod pod() {
    return live.pods().get(0);
  }
}
