package io.github.perconapg.internal.verify;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.diagnosis.ContainerCauses;
import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.problem.Interruption;
import io.github.perconapg.internal.readiness.OperatorWatch;
import io.github.perconapg.internal.readiness.ReadinessRules;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.WaitReporter;
import io.github.perconapg.model.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether the operator's containers go on without restarts. One that is killed for its memory is
 * Ready and Available for 15 to 19 seconds each time, so a young container is watched on.
 */
final class RestartsCheck {

  private final KubernetesClient client;
  private final ApiRequests api;
  private final OperatorTarget operator;
  private final Duration stableFor;
  private final Deadline deadline;
  private final EventListener listener;

  /**
   * @param stableFor how old a container has to be
   */
  RestartsCheck(
      KubernetesClient client,
      ApiRequests api,
      OperatorTarget operator,
      Duration stableFor,
      Deadline deadline,
      EventListener listener) {
    this.client = client;
    this.api = api;
    this.operator = operator;
    this.stableFor = stableFor;
    this.deadline = deadline;
    this.listener = listener;
  }

  CheckOutcome look(Snapshot seen) {
    var pods = seen.living();
    if (pods.isEmpty()) {
      return CheckOutcome.notChecked("there is no pod");
    }
    var down = pods.stream().filter(pod -> start(pod).equals(Instant.EPOCH)).toList();
    if (!down.isEmpty()) {
      return pods.stream().anyMatch(this::hasEnded)
          ? CheckOutcome.failed("a container is down between restarts", facts(pods), remedy())
          : CheckOutcome.notChecked("no container has started yet");
    }
    var young = youngest(pods);
    return young.compareTo(stableFor) >= 0 ? steady(pods) : watch(pods, stableFor.minus(young));
  }

  /** One that has ended and was not started again yet still counts no restart. */
  private boolean hasEnded(Pod pod) {
    return Snapshot.container(pod, operator.container())
        .filter(s -> s.getRestartCount() > 0 || s.getState().getTerminated() != null)
        .isPresent();
  }

  /** How long the container that started last has run, by the clocks of both sides. */
  private static Duration age(Instant start) {
    var age = Duration.between(start, Instant.now());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private Duration youngest(List<Pod> pods) {
    return pods.stream().map(pod -> age(start(pod))).min(Duration::compareTo).orElse(Duration.ZERO);
  }

  private CheckOutcome watch(List<Pod> before, Duration on) {
    var end = Deadline.in(on);
    var told = new WaitReporter(listener, "restarts", end);
    var counted = restarts(before);
    try (var watch = new OperatorWatch(client, api, operator, Readiness.WORKING)) {
      while (!end.passed()) {
        if (deadline.passed()) {
          return CheckOutcome.unknown(
              "a container was too young to tell when the time was up",
              "Allow more time (percona-pg.timeout), or ask for less (percona-pg.stableFor).");
        }
        told.tell("a young container to go on without a restart");
        watch.awaitChange(told.nextLook(end.left(deadline.left())));
        var now = watch.snapshot().living();
        if (!restarts(now).equals(counted)) {
          return CheckOutcome.failed(
              "a container restarted, or was replaced, while it was watched", facts(now), remedy());
        }
      }
      return steady(before);
    } catch (InterruptedException e) {
      throw Interruption.of(e, "Interrupted while verifying", "Run again; verify writes nothing.");
    }
  }

  private CheckOutcome steady(List<Pod> pods) {
    var sum = restarts(pods).values().stream().mapToInt(Integer::intValue).sum();
    return CheckOutcome.passed(sum + (sum == 1 ? " restart, and steady" : " restarts, and steady"));
  }

  /** The count of each pod, by UID. */
  private Map<String, Integer> restarts(List<Pod> pods) {
    return pods.stream()
        .collect(
            Collectors.toMap(
                pod -> pod.getMetadata().getUid(),
                pod ->
                    Snapshot.container(pod, operator.container())
                        .map(status -> status.getRestartCount())
                        .orElse(0)));
  }

  private List<String> facts(List<Pod> pods) {
    return pods.stream()
        .flatMap(
            pod ->
                Snapshot.container(pod, operator.container()).stream()
                    .flatMap(status -> ContainerCauses.of(pod, status, operator).stream()))
        .map(cause -> cause.fact() + " [" + cause.code().id() + "]")
        .distinct()
        .toList();
  }

  private static String remedy() {
    return "Read why it ended: percona-pg:logs with previous=true.";
  }

  private Instant start(Pod pod) {
    return ReadinessRules.startOf(operator, pod);
  }
}
