package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.model.LogOptions;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@WithControlPlane
class LogsIT {

  private static final Duration LONG = Duration.ofSeconds(50);

  private final AuditLog audit;
  private final LiveCluster live;
  private final OperatorFixture scene;

  LogsIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.audit = audit;
    this.live = new LiveCluster(client, namespace);
    this.scene = OperatorFixture.of(plane, namespace, folder);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theWholeLogIsPrintedAsItWasWrittenAndNothingElseIsDone() {
    scene.deploy();
    var mark = audit.mark();
    assertThat(logs(LogOptions.defaults()))
        .anyMatch(line -> line.contains("Manager starting up"))
        .filteredOn(line -> line.contains("Starting workers"))
        .hasSize(7);
    assertThat(live.among(audit.writesSince(mark))).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void followingGoesOnUntilTheContainerEnds() {
    scene.deploy();
    var lines = new CopyOnWriteArrayList<String>();
    var following =
        CompletableFuture.runAsync(() -> logs(new LogOptions(true, null, false, LONG), lines::add));
    LiveCluster.untilTrue(() -> lines.stream().anyMatch(l -> l.contains("Starting workers")));
    assertThat(following).isNotDone();
    live.killPods();
    following.join();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void followingEndsWhenTheTimeIsUp() {
    scene.deploy();
    var following = new LogOptions(true, null, false, Duration.ofSeconds(1));
    assertThat(logs(following)).isNotEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void theRunBeforeTellsWhyItEnded() {
    var crashing =
        scene
            .failing(Failure.CRASH_LOOP)
            .readiness(Readiness.AVAILABLE)
            .rollback(Rollback.NEVER)
            .timeout(Duration.ofSeconds(20));
    OperatorFixture.failureOf(crashing::deploy);
    LiveCluster.untilTrue(
        () ->
            live.pods().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .anyMatch(status -> status.getRestartCount() > 0));
    assertThat(logs(new LogOptions(false, null, true, LONG)))
        .anyMatch(line -> line.contains("crashes on purpose"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void thatThereIsNothingToReadIsSaid() {
    live.createNamespace();
    var absent = OperatorFixture.failureOf(() -> logs(LogOptions.defaults())).problem();
    assertThat(absent.code()).isEqualTo(ProblemCode.NOT_READY);
    assertThat(absent.summary()).contains("pg-operator does not exist, so it has no log");

    scene.existingNamespace().deploy();
    var never =
        OperatorFixture.failureOf(() -> logs(new LogOptions(false, null, true, LONG))).problem();
    assertThat(never.summary()).contains("has no earlier run");
  }

  private List<String> logs(LogOptions options) {
    var lines = new CopyOnWriteArrayList<String>();
    logs(options, lines::add);
    return lines;
  }

  private void logs(LogOptions options, Consumer<String> line) {
    try (var cluster = scene.connect()) {
      cluster.logs(scene.desired(), options, line);
    }
  }
}
