package io.github.perconapg.health;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Why a container does not run, by its status. */
final class ContainerCauses {

  /** A container that was killed for its memory this often at its start will be again. */
  private static final int OUT_OF_MEMORY_FOR_GOOD = 3;

  private ContainerCauses() {}

  /** That it ended, and that it waits; most telling first. */
  static List<Cause> of(String pod, ContainerStatus status, OperatorTarget operator) {
    var found = new ArrayList<Cause>();
    var state = status.getState();
    Optional.ofNullable(state.getTerminated())
        .or(() -> Optional.ofNullable(status.getLastState()).map(s -> s.getTerminated()))
        .ifPresent(ended -> found.add(crash(pod, status, ended)));
    Optional.ofNullable(state.getWaiting())
        .flatMap(waiting -> waiting(pod, waiting, operator))
        .ifPresent(found::add);
    return found;
  }

  private static Cause crash(String pod, ContainerStatus status, ContainerStateTerminated ended) {
    var restarts = status.getRestartCount();
    var down = status.getState().getRunning() == null;
    var message = Objects.requireNonNullElse(ended.getMessage(), "").strip();
    var fact =
        "pod %s: container ended with %s, exit code %d, %d restarts%s"
            .formatted(
                pod,
                ended.getReason(),
                ended.getExitCode(),
                restarts,
                message.isEmpty() ? "" : ": " + message);
    if ("OOMKilled".equals(ended.getReason())) {
      var killed = Cause.of(ProblemCode.OUT_OF_MEMORY, fact);
      return down && restarts >= OUT_OF_MEMORY_FOR_GOOD ? killed.lasting() : killed;
    }
    return down && message.contains("exec format error")
        ? Cause.of(ProblemCode.IMAGE_ARCHITECTURE, fact).lasting()
        : Cause.of(ProblemCode.CRASH_LOOP, fact);
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
                "Mend what the message names, then run again."));
  }
}
