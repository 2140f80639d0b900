package io.github.perconapg.health;

import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;

/** Whether to look once more at an operator that is not healthy yet. */
public final class VerifyWait {

  /** A look asks some fifty questions. */
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final Deadline deadline;
  private final WaitingTold waiting;

  /**
   * Begins to count.
   *
   * @param waitFor for how long looking may be repeated; zero for not at all
   * @param listener is told what is waited for
   */
  public VerifyWait(Duration waitFor, EventListener listener) {
    this.deadline = Deadline.in(waitFor);
    this.waiting = new WaitingTold(listener, "verify", deadline);
  }

  /**
   * Waits a moment where another look is worth it.
   *
   * @return whether to look again; false when all is well or the time is up
   * @throws io.github.perconapg.problem.PerconaPgException when the thread is interrupted
   */
  public boolean after(VerifyReport report) {
    if (report.healthy() || deadline.passed()) {
      return false;
    }
    var failed =
        report.checks().stream()
            .filter(check -> check.outcome() == Outcome.FAILED)
            .map(CheckResult::name)
            .toList();
    waiting.tell(String.join(", ", failed) + " to be well");
    try {
      var left = deadline.left();
      Thread.sleep((left.compareTo(BETWEEN) < 0 ? left : BETWEEN).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(
              ProblemCode.INTERRUPTED,
              "Interrupted while verifying",
              "Run again; verify writes nothing.")
          .asException(e);
    }
    return true;
  }
}
