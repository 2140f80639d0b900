package io.github.perconapg.internal.run;

import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import java.time.Duration;
import java.util.List;

/**
 * Tells what a step waits for: when that changes, and now and then while it does not, so that long
 * waiting never looks like hanging.
 */
public final class WaitReporter {

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

  private final EventListener listener;
  private final String step;
  private final Deadline deadline;
  private List<String> told = List.of();
  private long since;
  private long toldAt;

  /**
   * Has told nothing yet.
   *
   * @param step the step that waits
   * @param deadline when it gives up
   */
  public WaitReporter(EventListener listener, String step, Deadline deadline) {
    this.listener = listener;
    this.step = step;
    this.deadline = deadline;
  }

  /** Tells the listener, unless it was told the same a moment ago. */
  public void tell(List<String> waitingFor) {
    var now = System.nanoTime();
    var changed = !waitingFor.equals(told);
    if (changed) {
      told = waitingFor;
      since = now;
    }
    if (changed || now - toldAt >= AGAIN_AFTER.toNanos()) {
      toldAt = now;
      listener.on(
          new Event.Waiting(step, waitingFor, Duration.ofNanos(now - since), deadline.left()));
    }
  }

  /** As {@link #tell(List)}, for one thing. */
  public void tell(String waitingFor) {
    tell(List.of(waitingFor));
  }

  /** When to look again at the latest, so that it can be told again. */
  public Duration nextLook(Duration otherwise) {
    return Deadline.shorter(AGAIN_AFTER, otherwise);
  }
}
