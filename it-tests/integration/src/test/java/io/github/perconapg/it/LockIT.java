package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.problem.ProblemCode;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag(OperatorFixture.ANY_CHART)
@WithControlPlane
class LockIT {

  @TempDir Path folder;
  private final ControlPlane plane;
  private final KubernetesClient client;

  LockIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void twoRunsAtOnceEndWellWithOneRevision(@FreshNamespace String namespace) throws Exception {
    var one = OperatorFixture.of(plane, namespace, folder.resolve("one"));
    var other =
        OperatorFixture.of(plane, namespace, folder.resolve("other"))
            .chart(Path.of(one.desired().chart()));
    var threads = Executors.newFixedThreadPool(2);
    var first = CompletableFuture.supplyAsync(one::deploy, threads);
    var second = CompletableFuture.supplyAsync(other::deploy, threads);
    var results = new DeployResult[] {first.get(), second.get()};
    threads.shutdown();

    var live = new LiveCluster(client, namespace);
    assertThat(results).hasAtLeastOneElementOfType(DeployResult.Installed.class);
    assertThat(results).hasAtLeastOneElementOfType(DeployResult.Unchanged.class);
    assertThat(live.records()).hasSize(1);
    assertThat(live.lock()).isNull();
  }

  @Test
  @Tag(WithControlPlane.FULL)
  @Execution(ExecutionMode.CONCURRENT)
  void aHolderOfAnotherMachineIsWaitedForQuietlyUntilItHasNotRenewedForFifteenSeconds(
      AuditLog audit, @FreshNamespace String namespace) {
    var live = new LiveCluster(client, namespace);
    live.createNamespace();
    // Its clock is an hour ahead, which must not matter.
    hold(live, "elsewhere/1/1/run", ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
    var scene = OperatorFixture.of(plane, namespace, folder);
    var mark = audit.mark();

    var start = System.nanoTime();
    scene.deploy();
    var took = Duration.ofNanos(System.nanoTime() - start);

    assertThat(took).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(45));
    assertThat(scene.waits("lock"))
        .flatExtracting(Event.Waiting::waitingFor)
        .containsExactly("another run to end: process 1 on elsewhere");
    assertThat(audit.requestsSince(mark))
        .filteredOn(e -> e.resource().equals("leases") && e.namespace().equals(namespace))
        .filteredOn(e -> !e.isFromThePlane())
        .hasSizeLessThan(30);
    assertThat(live.lock()).isNull();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aHolderThatDoesNotEndInTimeIsNamed(@FreshNamespace String namespace) {
    var live = new LiveCluster(client, namespace);
    live.createNamespace();
    hold(live, "elsewhere/7/1/run", ZonedDateTime.now(ZoneOffset.UTC));
    var problem =
        OperatorFixture.failureOf(
                OperatorFixture.of(plane, namespace, folder).timeout(Duration.ofSeconds(8))::deploy)
            .problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.LOCKED);
    assertThat(problem.render()).contains("process 7 on elsewhere", "percona-pg-pg-operator");
    assertThat(live.records()).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aHolderOfThisMachineWhoseProcessIsGoneIsReplacedAtOnce(@FreshNamespace String namespace)
      throws Exception {
    var live = new LiveCluster(client, namespace);
    live.createNamespace();
    var dead = new ProcessBuilder("true").start();
    dead.waitFor();
    var host = InetAddress.getLocalHost().getHostName();
    var boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    var pids = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    var holder = String.join("/", host, boot, pids.toString(), "" + dead.pid(), "1", "run");
    hold(live, holder, ZonedDateTime.now(ZoneOffset.UTC));
    var scene = OperatorFixture.of(plane, namespace, folder);

    scene.deploy();

    assertThat(scene.waits("lock")).isEmpty();
    assertThat(live.lock()).isNull();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aDestroyWaitsForADeployAndThenRemovesWhatItMade(@FreshNamespace String namespace)
      throws Exception {
    var live = new LiveCluster(client, namespace);
    var deploys = OperatorFixture.of(plane, namespace, folder.resolve("deploys"));
    var destroys =
        OperatorFixture.of(plane, namespace, folder.resolve("destroys"))
            .chart(Path.of(deploys.desired().chart()));

    var destroyed = new AtomicReference<CompletableFuture<DestroyResult>>();
    assertThat(deploys.deploy(meanwhile(destroyed, destroys::destroy, destroys)))
        .isInstanceOf(DeployResult.Installed.class);

    assertThat(Objects.requireNonNull(destroyed.get()).get())
        .isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(live.namespaceExists()).isFalse();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aDeployWaitsForADestroyAndThenInstallsAgain(@FreshNamespace String namespace)
      throws Exception {
    var live = new LiveCluster(client, namespace);
    live.createNamespace();
    var destroys =
        OperatorFixture.of(plane, namespace, folder.resolve("destroys")).existingNamespace();
    var deploys =
        OperatorFixture.of(plane, namespace, folder.resolve("deploys"))
            .chart(Path.of(destroys.desired().chart()))
            .values(Map.of("logStructured", true))
            .existingNamespace();
    destroys.deploy();

    var deployed = new AtomicReference<CompletableFuture<DeployResult>>();
    assertThat(
            destroys.destroy(
                DestroyOptions.defaults(), meanwhile(deployed, deploys::deploy, deploys)))
        .isInstanceOf(DestroyResult.Destroyed.class);

    assertThat(Objects.requireNonNull(deployed.get()).get())
        .isInstanceOf(DeployResult.Installed.class);
    assertThat(live.records()).hasSize(1);
    assertThat(deploys.verify().healthy()).isTrue();
  }

  /** As one that was suspended finds it: another run has the lock, and its release works. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRunThatHasLostItsLockUndoesNothing(@FreshNamespace String namespace) {
    var live = new LiveCluster(client, namespace);
    var failing =
        OperatorFixture.of(plane, namespace, folder.resolve("failing")).failing(Failure.CRASH_LOOP);
    var failure =
        OperatorFixture.failureOf(
            () ->
                failing.deploy(
                    OnEvent.whenBegins(
                        "operator",
                        () -> {
                          client.resource(Objects.requireNonNull(live.lock())).delete();
                          hold(live, "elsewhere/7/1/run", ZonedDateTime.now(ZoneOffset.UTC));
                        })));
    assertThat(failure)
        .hasMessageContainingAll("[crash-loop]", "Nothing was undone", "process 7 on elsewhere");
    assertThat(live.deployment()).isNotNull();
    assertThat(live.records()).hasSize(1);
    assertThat(live.lock()).isNotNull();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aReleaseThatAnotherRunHasWrittenIsNotUndone(@FreshNamespace String namespace) {
    var live = new LiveCluster(client, namespace);
    var failing =
        OperatorFixture.of(plane, namespace, folder.resolve("failing")).failing(Failure.CRASH_LOOP);
    var failure =
        OperatorFixture.failureOf(
            () ->
                failing.deploy(
                    OnEvent.whenBegins(
                        "operator",
                        () -> {
                          var record = live.record(1);
                          client.resource(record).delete();
                          client.resource(Records.fresh(record)).create();
                        })));
    assertThat(failure).hasMessageContainingAll("Nothing was undone", "is not the one");
    assertThat(live.deployment()).isNotNull();
  }

  /** When the release is written, starts another run, which then waits for the lock. */
  private static <T> EventListener meanwhile(
      AtomicReference<CompletableFuture<T>> other, Supplier<T> run, OperatorFixture scene) {
    return OnEvent.whenBegins(
        "release",
        () -> {
          var future = CompletableFuture.supplyAsync(run);
          other.set(future);
          LiveCluster.untilTrue(() -> future.isDone() || !scene.waits("lock").isEmpty());
        });
  }

  private void hold(LiveCluster live, String holder, ZonedDateTime now) {
    HasMetadata unused =
        client
            .resource(
                new LeaseBuilder()
                    .withNewMetadata()
                    .withNamespace(live.namespace())
                    .withName("percona-pg-" + LiveCluster.NAME)
                    .endMetadata()
                    .withNewSpec()
                    .withHolderIdentity(holder)
                    .withLeaseDurationSeconds(15)
                    .withAcquireTime(now)
                    .withRenewTime(now)
                    .endSpec()
                    .build())
            .create();
  }
}
