package io.github.perconapg.internal.readiness;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.github.perconapg.internal.diagnosis.LeaseRules;
import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.problem.Truncation;
import io.github.perconapg.model.Readiness;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When an operator counts as ready. A Deployment that is available says little: the operator has no
 * readiness probe, so this also asks whether it leads, and whether its controllers run.
 */
public final class ReadinessRules {

  private static final int SHOWN_OF_A_MESSAGE = 100;

  private final OperatorTarget operator;
  private final Readiness readiness;
  private final List<String> missing = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  private ReadinessRules(OperatorTarget operator, Readiness readiness) {
    this.operator = operator;
    this.readiness = readiness;
  }

  static ReadinessResult judge(OperatorTarget operator, Readiness readiness, Snapshot seen) {
    var rules = new ReadinessRules(operator, readiness);
    rules.deployment(seen.deployment());
    rules.pods(seen);
    return new ReadinessResult(rules.missing, rules.unknown);
  }

  private void deployment(@Nullable Deployment deployment) {
    deploymentProblem(operator, deployment).ifPresent(missing::add);
  }

  /** Why a Deployment is not available at its newest generation; empty when it is. */
  public static Optional<String> deploymentProblem(
      OperatorTarget operator, @Nullable Deployment deployment) {
    var name = "Deployment " + operator.deployment();
    if (deployment == null) {
      return Optional.of(name + " does not exist");
    }
    int wanted = Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
    if (wanted == 0) {
      return Optional.of(name + " has 0 replicas");
    }
    var status = deployment.getStatus();
    long generation = Optional.ofNullable(deployment.getMetadata().getGeneration()).orElse(0L);
    if (status == null
        || Optional.ofNullable(status.getObservedGeneration()).orElse(0L) < generation) {
      return Optional.of(name + " is not yet seen by its controller");
    }
    int updated = Optional.ofNullable(status.getUpdatedReplicas()).orElse(0);
    int available = Optional.ofNullable(status.getAvailableReplicas()).orElse(0);
    if (updated < wanted || available < wanted) {
      return Optional.of(
          name + " has " + Math.min(updated, available) + " of " + wanted + " replicas available");
    }
    return Optional.empty();
  }

  private void pods(Snapshot seen) {
    var alive = seen.living();
    if (alive.isEmpty()) {
      missing.add("there is no pod yet");
      return;
    }
    for (var pod : alive) {
      podProblem(pod).ifPresent(missing::add);
    }
    if (readiness == Readiness.AVAILABLE || !missing.isEmpty()) {
      return;
    }
    if (operator.takesLease()) {
      leadership(seen, alive);
    } else {
      for (var pod : alive) {
        started(seen, pod);
      }
    }
  }

  private Optional<String> podProblem(Pod pod) {
    var status = Snapshot.container(pod, operator.container());
    if (status.isEmpty() || status.get().getState().getRunning() == null) {
      return Optional.of(
          "pod " + pod.getMetadata().getName() + " is not running" + reason(pod, status));
    }
    return Snapshot.hasCondition(pod, "Ready")
        ? Optional.empty()
        : Optional.of("pod " + pod.getMetadata().getName() + " is not ready");
  }

  private void leadership(Snapshot seen, List<Pod> alive) {
    if (!seen.leaseReadable()) {
      unknown.add("whether the operator leads: its Lease may not be read");
      alive.forEach(pod -> started(seen, pod));
      return;
    }
    for (var pod : alive) {
      if (LeaseRules.problem(operator, seen.lease(), pod, startOf(pod)).isEmpty()) {
        started(seen, pod);
        return;
      }
    }
    var pod = alive.get(0);
    LeaseRules.problem(operator, seen.lease(), pod, startOf(pod)).ifPresent(missing::add);
  }

  /** Whether every controller of a leading pod has reported its workers since it started. */
  private void started(Snapshot seen, Pod pod) {
    var expected = operator.version().controllers();
    if (expected.isEmpty()) {
      unknown.add(
          "which controllers operator " + operator.version().text() + " starts: unknown version");
      return;
    }
    if (!operator.logsStartUp()) {
      unknown.add(
          "whether its controllers started: LOG_LEVEL " + operator.logLevel() + " hides the lines");
      return;
    }
    var status = Snapshot.container(pod, operator.container());
    var log = status.map(s -> seen.logs().get(Snapshot.runOf(pod, s))).orElse(null);
    if (log == null) {
      missing.add("its log is not read yet");
    } else if (!log.reachesBackTo(startOf(pod))) {
      unknown.add("whether its controllers started: the log does not reach back to its start");
    } else {
      var waitedFor = new TreeSet<>(expected.get());
      waitedFor.removeAll(log.workers());
      if (!waitedFor.isEmpty()) {
        missing.add("controllers without workers: " + String.join(", ", waitedFor));
      }
    }
  }

  private Instant startOf(Pod pod) {
    return startOf(operator, pod);
  }

  /** When the operator's container last started, to the second; the epoch while it does not run. */
  public static Instant startOf(OperatorTarget operator, Pod pod) {
    return Snapshot.container(pod, operator.container())
        .map(ContainerStatus::getState)
        .map(state -> state.getRunning() == null ? null : state.getRunning().getStartedAt())
        .map(start -> ZonedDateTime.parse(start).toInstant().truncatedTo(ChronoUnit.SECONDS))
        .orElse(Instant.EPOCH);
  }

  private static String reason(Pod pod, Optional<ContainerStatus> status) {
    var waiting = status.map(s -> s.getState().getWaiting());
    if (waiting.isPresent()) {
      return shown(waiting.get().getReason(), waiting.get().getMessage());
    }
    return pod.getStatus() == null
        ? ""
        : pod.getStatus().getConditions().stream()
            .filter(c -> c.getType().equals("PodScheduled") && c.getStatus().equals("False"))
            .map(c -> shown(c.getReason(), c.getMessage()))
            .findFirst()
            .orElse("");
  }

  /**
   * Returns what is missing is said again and again while it is; the cause of a failure says all.
   */
  private static String shown(String reason, @Nullable String message) {
    var cut = message == null ? "" : " (" + Truncation.text(message, SHOWN_OF_A_MESSAGE) + ")";
    return ": " + reason + cut;
  }
}
