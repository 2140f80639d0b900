package io.github.perconapg.internal.verify;

import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.run.ChangeNotifier;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.WaitReporter;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.VerifyReport;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Whether to look once more at an operator that is not healthy yet. */
public final class VerifyWait implements AutoCloseable {

  private final Deadline deadline;
  private final WaitReporter waiting;
  private final ChangeNotifier wake;

  /**
   * Begins to count, and to watch what may get well.
   *
   * @param namespace the release's namespace
   * @param waitFor for how long looking may be repeated; zero for not at all
   * @param listener is told what is waited for
   */
  public VerifyWait(ApiRequests api, String namespace, Duration waitFor, EventListener listener) {
    this.deadline = Deadline.in(waitFor);
    this.waiting = new WaitReporter(listener, "verify", deadline);
    this.wake = new ChangeNotifier(api, waitFor.isZero() ? List.of() : paths(namespace));
  }

  private static List<String> paths(String namespace) {
    return Stream.of("/apis/apps/v1%s/deployments", "/api/v1%s/pods", "/api/v1%s/secrets")
        .map(path -> path.formatted("/namespaces/" + namespace))
        .toList();
  }

  /**
   * Waits until something has changed, two seconds at most, where another look is worth it.
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
    var unused = wake.await(deadline);
    return true;
  }

  @Override
  public void close() {
    wake.close();
  }
}
