package io.github.perconapg.health;

import static io.github.perconapg.health.SampleOperator.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CausesTest {

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

    assertThat(Causes.of(OPERATOR, seen, Inquiry.NONE))
        .extracting(Cause::code)
        .containsExactly(ProblemCode.OPERATOR_RIGHTS, ProblemCode.OPERATOR_RIGHTS);
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
    assertThat(Causes.of(OPERATOR, seen, Inquiry.NONE))
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
  void onlyWhatHasRestartedHasToProveThatItStays() {
    assertThat(snapshot(pod(RUNNING, null, 0), List.of()).restarted()).isFalse();
    assertThat(snapshot(pod(RUNNING, KILLED, 1), List.of()).restarted()).isTrue();
  }

  private static List<Cause> causes(Pod pod, @Nullable Event event) {
    return Causes.of(
        OPERATOR, snapshot(pod, event == null ? List.of() : List.of(event)), Inquiry.NONE);
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
