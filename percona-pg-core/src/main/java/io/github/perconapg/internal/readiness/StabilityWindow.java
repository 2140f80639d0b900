package io.github.perconapg.internal.readiness;

import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.internal.run.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long an operator has run without a restart and without a new error line. */
final class StabilityWindow {

  private long since;
  private @Nullable Map<String, Integer> signs;

  /** Tells whether nothing has happened for a while; the first call only begins to measure. */
  boolean heldFor(Snapshot seen, Duration time) {
    var now = signsOf(seen);
    if (!now.equals(signs)) {
      signs = now;
      since = System.nanoTime();
    }
    return System.nanoTime() - since >= time.toNanos();
  }

  void reset() {
    signs = null;
  }

  /** When to look again at the latest. */
  Duration nextLook(Duration left, Duration time) {
    if (signs == null) {
      return left;
    }
    var rest = time.minusNanos(System.nanoTime() - since).plusMillis(1);
    return Deadline.shorter(rest, left);
  }

  /** Restarts of each pod, and error lines of each run. */
  private static Map<String, Integer> signsOf(Snapshot seen) {
    var signs = new HashMap<String, Integer>();
    for (var pod : seen.pods()) {
      if (pod.getStatus() != null) {
        pod.getStatus()
            .getContainerStatuses()
            .forEach(c -> signs.put(Snapshot.runOf(pod, c), c.getRestartCount()));
      }
    }
    seen.logs().forEach((run, log) -> signs.put("errors " + run, log.errorCount()));
    return signs;
  }
}
