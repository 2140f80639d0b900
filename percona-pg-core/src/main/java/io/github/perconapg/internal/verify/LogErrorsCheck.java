package io.github.perconapg.internal.verify;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.diagnosis.AccessCause;
import io.github.perconapg.internal.diagnosis.Cause;
import io.github.perconapg.internal.diagnosis.LogCauses;
import io.github.perconapg.internal.diagnosis.OperatorAccess;
import io.github.perconapg.internal.diagnosis.StartupLog;
import io.github.perconapg.internal.operator.OperatorContainer;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.problem.ProblemCode;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whether the operator's log of the last minute names what keeps it from work. A CRD that was
 * deleted under a running operator shows nowhere else: it stays Ready, leads, and complains.
 */
final class LogErrorsCheck {

  /** What still holds is said again within this time. */
  private static final int SECONDS = 60;

  private static final int LONGEST = 256 * 1024;
  private static final int SHOWN = 5;

  private final KubernetesClient client;
  private final OperatorTarget operator;
  private final Predicate<ProblemCode> repaired;
  private final OperatorAccess access;

  /**
   * @param access says why something is forbidden
   * @param repaired whether what a line names is in order by now; its clients try again after up to
   *     a minute, so the log cannot tell that before
   */
  LogErrorsCheck(
      KubernetesClient client,
      OperatorTarget operator,
      Predicate<ProblemCode> repaired,
      OperatorAccess access) {
    this.access = access;
    this.client = client;
    this.operator = operator;
    this.repaired = repaired;
  }

  CheckOutcome look(List<Pod> pods) {
    var known = new LinkedHashSet<ProblemCode>();
    var explained = new ArrayList<String>();
    var other = new ArrayList<String>();
    for (var pod : pods) {
      for (var line : errors(pod)) {
        var code = LogCauses.of(line, operator.namespace());
        code.ifPresent(known::add);
        (code.isPresent() ? explained : other).add(line);
      }
    }
    if (known.stream().anyMatch(code -> !repaired.test(code))) {
      return failed(known, last(explained));
    }
    if (!known.isEmpty()) {
      return new CheckOutcome(
          Outcome.UNKNOWN,
          "its log of the last minute names what is repaired by now: " + shown(known),
          last(explained),
          "Verify again in a minute.");
    }
    if (!other.isEmpty()) {
      return new CheckOutcome(
          Outcome.UNKNOWN,
          "its log has "
              + (other.size() == 1 ? "an error line" : other.size() + " error lines")
              + " of the last minute that this tool does not know",
          last(other),
          "Read them; they may be about a database.");
    }
    return pods.isEmpty()
        ? CheckOutcome.notChecked("there is no pod")
        : CheckOutcome.passed("no error line in the last minute");
  }

  private CheckOutcome failed(Set<ProblemCode> known, List<String> lines) {
    var causes = known.stream().map(this::cause).toList();
    return CheckOutcome.failed(
        "its log names what keeps it from work: "
            + shown(causes.stream().map(Cause::code).collect(Collectors.toSet())),
        lines,
        causes.get(0).remedy());
  }

  private Cause cause(ProblemCode code) {
    return AccessCause.is(code) ? access.cause("") : Cause.of(code, "");
  }

  private static String shown(Set<ProblemCode> codes) {
    return codes.stream().map(code -> "[" + code.id() + "]").collect(Collectors.joining(", "));
  }

  private static List<String> last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
  }

  /** Returns what came after the last controller started: what was said before that is overcome. */
  private List<String> errors(Pod pod) {
    var errors = new ArrayList<String>();
    log(pod)
        .lines()
        .forEach(
            line -> {
              if (StartupLog.startsWorkers(line)) {
                errors.clear();
              } else if (StartupLog.isError(line)) {
                errors.add(line);
              }
            });
    return errors;
  }

  private String log(Pod pod) {
    try {
      return OperatorContainer.of(client, operator, pod)
          .limitBytes(LONGEST)
          .sinceSeconds(SECONDS)
          .getLog();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return ""; // its container has not started, or it has just gone
      }
      throw e;
    }
  }
}
