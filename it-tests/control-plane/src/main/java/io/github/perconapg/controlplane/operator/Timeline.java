package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Steps of one pod or one container in their order, all on one thread, with times shortened.
 *
 * <p>A part of it can be ended, after which its steps are dropped.
 */
final class Timeline {
  private static final System.Logger LOG = System.getLogger(Timeline.class.getName());

  /** Not found, and a conflict with somebody who was faster. */
  private static final Set<Integer> EXPECTED = Set.of(404, 409);

  private final ScheduledExecutorService thread;
  private final double factor;
  private volatile boolean ended;

  Timeline(ScheduledExecutorService thread, double factor) {
    this.thread = thread;
    this.factor = factor;
  }

  /** A part that can be ended by itself. */
  Timeline part() {
    return new Timeline(thread, factor);
  }

  /** Runs a step as soon as those before it are done; callable from any thread. */
  void now(Runnable step) {
    schedule(0, step);
  }

  /** Runs a step later. */
  void after(Duration real, Runnable step) {
    schedule(scaledNanos(real), step);
  }

  /** A duration of the real operator in nanoseconds of this play. */
  long scaledNanos(Duration real) {
    return (long) (real.toNanos() * factor);
  }

  /** Drops all steps that are still to come. */
  void end() {
    ended = true;
  }

  private void schedule(long nanos, Runnable step) {
    try {
      var unused = thread.schedule(() -> run(step), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The pod is gone, and with it the thread that would have run the step.
      ended = true;
    }
  }

  /**
   * An executor swallows what a step throws; a pod that was deleted under it is nothing special.
   */
  private void run(Runnable step) {
    if (ended) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException e) {
      boolean expected =
          ended
              || thread.isShutdown()
              || (e instanceof KubernetesClientException api && EXPECTED.contains(api.getCode()));
      LOG.log(
          expected ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
          "a step of the stand-in operator failed",
          e);
    }
  }
}
