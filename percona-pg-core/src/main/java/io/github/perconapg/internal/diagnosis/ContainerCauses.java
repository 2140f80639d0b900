package io.github.perconapg.internal.diagnosis;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Why a container does not run, by its status. */
public final class ContainerCauses {

  /** A container that has ended in one way through this many restarts will again. */
  static final int RESTARTS_FOR_GOOD = 2;

  private static final Set<String> NEVER_STARTED = Set.of("StartError", "ContainerCannotRun");

  private ContainerCauses() {}

  /** That it ended, and that it waits; most telling first. */
  public static List<Cause> of(Pod pod, ContainerStatus status, OperatorTarget operator) {
    var found = new ArrayList<Cause>();
    ended(status).ifPresent(ended -> found.add(crash(pod, status, ended)));
    Optional.ofNullable(status.getState().getWaiting())
        .flatMap(waiting -> waiting(pod.getMetadata().getName(), waiting, operator))
        .ifPresent(found::add);
    return found;
  }

  /** How the last run that ended did; empty when none has. */
  public static Optional<ContainerStateTerminated> ended(ContainerStatus status) {
    return Optional.ofNullable(status.getState().getTerminated())
        .or(() -> Optional.ofNullable(status.getLastState()).map(s -> s.getTerminated()));
  }

  /** How a container ended, to follow the name of its pod. */
  public static String how(Pod pod, ContainerStatus status, ContainerStateTerminated ended) {
    var restarts = status.getRestartCount();
    var message = Objects.requireNonNullElse(ended.getMessage(), "").strip();
    return ": container ended with %s, exit code %d, %d %s%s%s"
        .formatted(
            ended.getReason(),
            ended.getExitCode(),
            restarts,
            restarts == 1 ? "restart" : "restarts",
            isOutOfMemory(ended) ? limit(pod, status.getName()) : "",
            message.isEmpty() ? "" : ": " + message);
  }

  /** Tells whether a container was killed for its memory. */
  static boolean isOutOfMemory(ContainerStateTerminated ended) {
    return "OOMKilled".equals(ended.getReason());
  }

  private static String limit(Pod pod, String container) {
    return pod.getSpec() == null
        ? ""
        : pod.getSpec().getContainers().stream()
            .filter(c -> c.getName().equals(container) && c.getResources() != null)
            .map(c -> c.getResources().getLimits())
            .filter(limits -> limits != null && limits.containsKey("memory"))
            .map(limits -> "; its memory limit is " + limits.get("memory"))
            .findFirst()
            .orElse("");
  }

  private static Cause crash(Pod pod, ContainerStatus status, ContainerStateTerminated ended) {
    var fact = "pod " + pod.getMetadata().getName() + how(pod, status, ended);
    var down = status.getState().getRunning() == null;
    var lasts = down && status.getRestartCount() >= RESTARTS_FOR_GOOD;
    if (isOutOfMemory(ended)) {
      var killed = Cause.of(ProblemCode.OUT_OF_MEMORY, fact);
      return lasts ? killed.lasting() : killed;
    }
    if (down && fact.contains("exec format error")) {
      return Cause.of(ProblemCode.IMAGE_ARCHITECTURE, fact).lasting();
    }
    var crash = Cause.of(ProblemCode.CRASH_LOOP, fact);
    return lasts && NEVER_STARTED.contains(ended.getReason()) ? crash.lasting() : crash;
  }

  /** Empty for what every container waits for, and for a crash, which is told already. */
  private static Optional<Cause> waiting(
      String pod, ContainerStateWaiting waiting, OperatorTarget operator) {
    var reason = Objects.toString(waiting.getReason(), "");
    if (reason.equals("ContainerCreating") || reason.equals("CrashLoopBackOff")) {
      return Optional.empty();
    }
    var text = reason + ": " + Objects.toString(waiting.getMessage(), "");
    var fact = "pod " + pod + ": " + text;
    return Optional.of(
        ImageCauses.isImage(reason)
            ? ImageCauses.of(text, fact, operator.image())
            : Cause.unknown(
                "its container does not start",
                fact,
                "Fix what the message names, then run again."));
  }
}
