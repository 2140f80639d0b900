package io.github.perconapg.internal.verify;

import io.github.perconapg.internal.kubernetes.DaemonThreads;
import io.github.perconapg.internal.problem.Interruption;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.model.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Carries out checks side by side, all with one deadline. */
final class CheckRunner {

  /** More would only make a busy API server busier. */
  private static final int AT_ONCE = 6;

  private CheckRunner() {}

  /**
   * Carries them out.
   *
   * @return a result for each, in their order; one that has not ended by the deadline is unknown
   * @throws RuntimeException what a check threw: then nothing is known, and nothing is healthy
   */
  static List<CheckResult> at(List<CheckTask> looks, Deadline deadline) {
    var threads = Executors.newFixedThreadPool(AT_ONCE, DaemonThreads.named("percona-pg-verify"));
    try {
      var running = looks.stream().map(look -> threads.submit(look::now)).toList();
      var results = new ArrayList<CheckResult>();
      for (var i = 0; i < looks.size(); i++) {
        results.add(result(looks.get(i), running.get(i), deadline));
      }
      return results;
    } finally {
      threads.shutdownNow(); // what is still running is interrupted, and not waited for
    }
  }

  private static CheckResult result(
      CheckTask look, Future<CheckResult> running, Deadline deadline) {
    try {
      return running.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      var late =
          CheckOutcome.unknown(
              "it had not ended after " + deadline.shown(),
              "Allow more time (percona-pg.timeout).");
      return look.result(late, deadline.allowed());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw Interruption.of(e, "Interrupted while verifying", "Run again; verify writes nothing.");
    }
  }
}
