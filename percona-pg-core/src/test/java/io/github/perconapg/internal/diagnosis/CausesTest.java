package io.github.perconapg.internal.diagnosis;

import static io.github.perconapg.internal.readiness.SampleOperator.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.github.perconapg.internal.readiness.WaitingHints;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CausesTest {

  private static final String PANIC = "panic: unknown feature gate: Nope";

  private static final ContainerState RUNNING =
      new ContainerStateBuilder().withNewRunning().endRunning().build();
  private static final ContainerState KILLED =
      new ContainerStateBuilder()
          .withNewTerminated()
          .withReason("OOMKilled")
          .withExitCode(137)
          .endTerminated()
          .build();
  private static final ContainerState BACK_OFF =
      new ContainerStateBuilder()
          .withNewWaiting()
          .withReason("ImagePullBackOff")
          .withMessage("Back-off pulling image \"o:1\"")
          .endWaiting()
          .build();

  private static final ContainerState NOT_FOUND =
      new ContainerStateBuilder()
          .withNewWaiting()
          .withReason("ErrImagePull")
          .withMessage("o:1: not found")
          .endWaiting()
          .build();

  @Test
  void anOldEventOfAPullSaysNothingOfAContainerThatRuns() {
    assertThat(causes(pod(RUNNING, null, 0), notFound())).isEmpty();
  }

  @Test
  void betweenTwoAttemptsTheEventTellsWhyAndGoesBeforeTheBackOff() {
    assertThat(causes(pod(BACK_OFF, null, 0), notFound()))
        .first()
        .returns(ProblemCode.IMAGE_NOT_FOUND, Cause::code)
        .satisfies(cause -> assertThat(cause.endsAfter()).isNotNull());
  }

  @Test
  void whatThePodSaysInFullTheEventDoesNotSayAgain() {
    assertThat(causes(pod(NOT_FOUND, null, 0), notFound()))
        .extracting(Cause::fact)
        .containsExactly("pod pg-operator-a: ErrImagePull: o:1: not found");
  }

  @Test
  void whatTheLogSaysOfEachKindIsSaidOfTwo() {
    var log = new StartupLog();
    for (var kind : List.of("pods", "leases", "secrets", "services")) {
      log.accept(
          "2026-11-22T10:00:01.5Z ERROR "
              + kind
              + " is forbidden: User \"system:serviceaccount:pgo:o\" cannot list resource \""
              + kind
              + "\" in API group \"\" in the namespace \"pgo\"");
    }
    var pod = pod(RUNNING, null, 0);
    var seen = new Snapshot(null, List.of(pod), null, true, List.of(), Map.of(run(pod), log));

    assertThat(Causes.of(OPERATOR, seen, FailureProbe.NONE))
        .extracting(Cause::code)
        .containsExactly(ProblemCode.ROLE_BINDING_MISSING, ProblemCode.ROLE_BINDING_MISSING);
  }

  private static String run(Pod pod) {
    return Snapshot.runOf(pod, Snapshot.container(pod, "operator").orElseThrow());
  }

  @Test
  void oldKillsForMemoryDoNotEndTheWaitForAContainerThatRuns() {
    assertThat(causes(pod(RUNNING, KILLED, 5), null))
        .filteredOn(cause -> cause.code() == ProblemCode.OUT_OF_MEMORY)
        .singleElement()
        .satisfies(cause -> assertThat(cause.endsAfter()).isNull());
    assertThat(causes(pod(KILLED, null, 5), null))
        .filteredOn(cause -> cause.code() == ProblemCode.OUT_OF_MEMORY)
        .singleElement()
        .satisfies(cause -> assertThat(cause.endsAfter()).isNotNull());
  }

  @Test
  void anOperatorThatIsPausedIsSaidToBeWithTheCommandThatStartsIt() {
    var paused =
        new DeploymentBuilder().withNewMetadata().endMetadata().withNewSpec().withReplicas(0);
    var seen = new Snapshot(paused.endSpec().build(), List.of(), null, true, List.of(), Map.of());
    assertThat(Causes.of(OPERATOR, seen, FailureProbe.NONE))
        .singleElement()
        .returns(ProblemCode.OPERATOR_PAUSED, Cause::code)
        .satisfies(
            cause -> {
              assertThat(cause.remedy())
                  .endsWith("kubectl scale deployment pg-operator -n pgo --replicas=1");
              assertThat(cause.endsAfter()).isNotNull();
            });
  }

  @Test
  void aCrashWithTheSameWordsThroughTwoRestartsIsForGood() {
    assertThat(crash(1, PANIC, PANIC).endsAfter()).as("it may be the first").isNull();
    assertThat(crash(2, PANIC, PANIC).endsAfter()).isNotNull();
    assertThat(crash(2, PANIC, PANIC).fact())
        .isEqualTo(
            "pod pg-operator-a: container ended with Error, exit code 2, 2 restarts; its last"
                + " error: panic: unknown feature gate: Nope");
    assertThat(crash(2, PANIC, "panic: another").endsAfter()).as("other words").isNull();
    var refused = "panic: dial tcp 10.0.0.1:443: connect: connection refused";
    assertThat(crash(5, refused, refused).endsAfter()).as("a network may come").isNull();
    assertThat(crash(5, "", "").endsAfter()).as("unknown is not failed").isNull();
  }

  private static Cause crash(int restarts, String before, String now) {
    var ended =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withReason("Error")
            .withExitCode(2)
            .endTerminated()
            .build();
    var logs =
        Map.of(Snapshot.run("a", restarts - 1), log(before), Snapshot.run("a", restarts), log(now));
    var seen = new Snapshot(null, List.of(pod(ended, null, restarts)), null, true, List.of(), logs);
    return Causes.of(OPERATOR, seen, FailureProbe.NONE).stream()
        .filter(cause -> cause.code() == ProblemCode.CRASH_LOOP)
        .findFirst()
        .orElseThrow();
  }

  private static StartupLog log(String line) {
    var log = new StartupLog();
    if (!line.isEmpty()) {
      log.accept("2026-11-22T10:00:01.5Z " + line);
    }
    return log;
  }

  @Test
  void aKillForMemoryIsToldWithTheLimitAndWithoutLinesOfTheWork() {
    var limited =
        new PodBuilder(pod(KILLED, null, 2))
            .withNewSpec()
            .addNewContainer()
            .withName("operator")
            .withNewResources()
            .addToLimits("memory", new Quantity("16Mi"))
            .endResources()
            .endContainer()
            .endSpec()
            .build();
    var logs = Map.of(run(limited), log("2026\tINFO\tManager starting up"));
    var seen = new Snapshot(null, List.of(limited), null, true, List.of(), logs);
    assertThat(Causes.of(OPERATOR, seen, FailureProbe.NONE))
        .singleElement()
        .satisfies(
            cause -> {
              assertThat(cause.fact())
                  .isEqualTo(
                      "pod pg-operator-a: container ended with OOMKilled, exit code 137, 2"
                          + " restarts; its memory limit is 16Mi");
              assertThat(cause.endsAfter()).isNotNull();
            });
    assertThat(WaitingHints.of(OPERATOR, seen)).singleElement().asString().contains("OOMKilled");
  }

  @Test
  void whatTheLogNamesIsToldWhileItIsWaitedForAndTheSameLineEachTime() {
    var log = new StartupLog();
    var pod = pod(RUNNING, null, 0);
    var seen = new Snapshot(null, List.of(pod), null, true, List.of(), Map.of(run(pod), log));
    for (var kind : List.of("leases", "pods", "secrets", "services", "roles", "jobs", "events")) {
      log.accept(
          "2026-11-22T10:00:01.5Z 2026-11-22T10:00:01Z\tERROR\tFailed to watch\t{\"error\": \""
              + kind
              + " is forbidden: User \\\"o\\\" cannot list\"}");
      assertThat(WaitingHints.of(OPERATOR, seen))
          .containsExactly("log of pg-operator-a: leases is forbidden: User \"o\" cannot list");
    }
    log.accept("2026-11-22T10:00:02.5Z INFO Starting workers {\"controller\": \"pgadmin\"}");
    assertThat(WaitingHints.of(OPERATOR, seen)).isEmpty();
  }

  @Test
  void aForbiddenOperatorIsNotWaitedForLong() {
    var log = log("ERROR pods is forbidden: User \"o\" cannot list");
    var pod = pod(RUNNING, null, 0);
    var seen = new Snapshot(null, List.of(pod), null, true, List.of(), Map.of(run(pod), log));
    assertThat(Causes.of(OPERATOR, seen, FailureProbe.NONE).get(0).endsAfter()).isPositive();
  }

  @Test
  void aCordonedNodeIsNamedWithTheCommandThatUncordonsIt() {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("pg-operator-a")
            .endMetadata()
            .withNewStatus()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage("0/2 nodes are available: 2 node(s) were unschedulable.")
            .endCondition()
            .endStatus()
            .build();
    var seen = snapshot(pod, List.of());
    assertThat(Causes.of(OPERATOR, seen, FailureProbe.NONE).get(0).remedy())
        .contains("kubectl uncordon NODE");
    var asked = new FailureProbe("", List.of(), List.of("red", "blue"));
    assertThat(Causes.of(OPERATOR, seen, asked).get(0).remedy())
        .contains("kubectl uncordon red blue");
  }

  @Test
  void onlyWhatHasRestartedHasToProveThatItStays() {
    assertThat(snapshot(pod(RUNNING, null, 0), List.of()).restarted()).isFalse();
    assertThat(snapshot(pod(RUNNING, KILLED, 1), List.of()).restarted()).isTrue();
  }

  private static List<Cause> causes(Pod pod, @Nullable Event event) {
    return Causes.of(
        OPERATOR, snapshot(pod, event == null ? List.of() : List.of(event)), FailureProbe.NONE);
  }

  private static Snapshot snapshot(Pod pod, List<Event> events) {
    return new Snapshot(null, List.of(pod), null, true, events, Map.of());
  }

  private static Pod pod(ContainerState state, @Nullable ContainerState last, int restarts) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("pg-operator-a")
        .withUid("a")
        .endMetadata()
        .withNewStatus()
        .addNewContainerStatus()
        .withName("operator")
        .withState(state)
        .withLastState(last)
        .withRestartCount(restarts)
        .endContainerStatus()
        .endStatus()
        .build();
  }

  private static Event notFound() {
    return new EventBuilder()
        .withType("Warning")
        .withReason("Failed")
        .withMessage("Failed to pull image \"o:1\": rpc error: code = NotFound: o:1: not found")
        .withNewInvolvedObject()
        .withKind("Pod")
        .withName("pg-operator-a")
        .withUid("a")
        .endInvolvedObject()
        .build();
  }
}
