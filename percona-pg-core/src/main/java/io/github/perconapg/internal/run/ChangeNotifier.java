package io.github.perconapg.internal.run;

import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.MetadataWatch;
import io.github.perconapg.internal.problem.Interruption;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Watches lists, so that a wait for objects looks again when one of them changes. */
public final class ChangeNotifier implements AutoCloseable {

  /** A watch may end, or not be allowed; who waits then looks this often. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Semaphore changes = new Semaphore(0);
  private final List<MetadataWatch> watches;

  /**
   * Begins to watch.
   *
   * @param api where
   * @param paths of lists, without query
   */
  public ChangeNotifier(ApiRequests api, Collection<String> paths) {
    watches =
        paths.stream().map(path -> api.watchMetadata(path, event -> changes.release())).toList();
  }

  /**
   * Waits until something changes, for two seconds, or for the deadline, whichever comes first.
   *
   * @return whether something changed
   * @throws io.github.perconapg.problem.PerconaPgException when the thread is interrupted
   */
  public boolean await(Deadline deadline) {
    try {
      var atMost = Math.min(LOOK_AGAIN.toMillis(), deadline.leftMillis());
      var changed = changes.tryAcquire(atMost, TimeUnit.MILLISECONDS);
      changes.drainPermits();
      return changed;
    } catch (InterruptedException e) {
      throw Interruption.of(
          e, "Interrupted while waiting for the cluster", ProblemCode.INTERRUPTED.advice());
    }
  }

  /** Ends the watches. */
  @Override
  public void close() {
    watches.forEach(MetadataWatch::close);
  }
}
