package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.event.Event.StepFinished;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each cause by its own code, and no waiting for what cannot get well. */
@WithControlPlane
class DiagnosisIT {

  /** Longer than a test should take: what ends at once does not come near it. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private final KubernetesClient client;
  private final OperatorFixture scene;
  private final LiveCluster live;

  DiagnosisIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.scene = OperatorFixture.of(plane, namespace, folder).timeout(LONG);
    this.live = new LiveCluster(client, namespace);
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({
    "IMAGE_MISSING, IMAGE_NOT_FOUND, not found",
    "IMAGE_UNAUTHORIZED, IMAGE_UNAUTHORIZED, 401 Unauthorized",
    "IMAGE_FOR_ANOTHER_PROCESSOR, IMAGE_ARCHITECTURE, no match for platform",
    "BAD_WATCH_NAMESPACE, WATCH_NAMESPACE_INVALID, WATCH_NAMESPACE must be set",
    "CRASH_LOOP, CRASH_LOOP, crashes on purpose",
    "PANICS, CRASH_LOOP, panic: unrecognized feature gate: Nope"
  })
  void whatCannotGetWellEndsTheWaitAtOnce(Failure failure, ProblemCode code, String words) {
    var failed = OperatorFixture.failureOf(scene.failing(failure).rollback(Rollback.NEVER)::deploy);
    var ended = Instant.now();

    assertThat(failed.problem().code()).isEqualTo(code);
    assertThat(failed).hasMessageContainingAll("cannot become ready", words);
    assertThat(Duration.between(firstWarning(), ended)).isLessThan(Duration.ofSeconds(15));
    assertThat(scene.failing(failure).verify().checks())
        .filteredOn(c -> c.outcome() == CheckResult.Outcome.FAILED)
        .anySatisfy(c -> assertThat(c.facts()).anyMatch(f -> f.contains("[" + code.id() + "]")));
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({
    "REGISTRY_UNREACHABLE, REGISTRY_UNREACHABLE, no such host",
    "REGISTRY_RATE_LIMITED, REGISTRY_RATE_LIMITED, toomanyrequests"
  })
  void whatMayGetWellIsWaitedForAndTheScreenSaysUntilWhen(
      Failure failure, ProblemCode code, String words) {
    var patient = scene.failing(failure).timeout(Duration.ofSeconds(20));
    var failed = OperatorFixture.failureOf(patient::deploy);

    assertThat(failed.problem().code()).isEqualTo(code);
    assertThat(failed).hasMessageContainingAll("was not ready within 20s", words);
    assertThat(scene.waits("operator"))
        .isNotEmpty()
        .allMatch(w -> w.left().compareTo(Duration.ofSeconds(20)) <= 0);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRoleBindingThatIsRemovedMeanwhileIsNamed() {
    var bindings = client.rbac().roleBindings().inNamespace(live.namespace());
    var removed =
        OnEvent.once(
            event -> event instanceof StepFinished s && s.step().name().equals("release"),
            () -> bindings.withName(LiveCluster.NAME).delete());
    var failed = OperatorFixture.failureOf(() -> scene.deploy(removed));
    assertThat(failed.problem().code()).isEqualTo(ProblemCode.ROLE_BINDING_MISSING);
    assertThat(failed)
        .hasMessageContainingAll(
            "cannot become ready",
            "RoleBinding " + live.namespace() + "/pg-operator does not exist");
    assertThat(scene.waits("operator"))
        .anyMatch(w -> w.waitingFor().toString().contains("is forbidden"));
  }

  /** A run that mends what failed must not be ended by what it finds of the former one. */
  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anOldFailureDoesNotEndANewRun() {
    var broken = scene.failing(Failure.IMAGE_MISSING).rollback(Rollback.NEVER);
    assertThat(OperatorFixture.failureOf(broken::deploy)).isNotNull();
    assertThat(scene.deploy().outputs().revision()).isEqualTo(2);
    assertThat(scene.verify().healthy()).isTrue();
  }

  /** When the cluster first warned of the operator's pod. */
  private Instant firstWarning() {
    List<Event> events =
        client.v1().events().inNamespace(live.namespace()).list().getItems().stream()
            .filter(e -> e.getType().equals("Warning"))
            .toList();
    return events.stream()
        .map(e -> Instant.parse(e.getFirstTimestamp()))
        .min(Instant::compareTo)
        .orElseGet(Instant::now);
  }
}
