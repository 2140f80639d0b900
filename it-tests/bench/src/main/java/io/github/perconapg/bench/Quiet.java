package io.github.perconapg.bench;

import io.github.perconapg.controlplane.ControlPlane;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until a plane has nothing to do: its work of before must not be counted as a run's. */
final class Quiet {

  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration IDLE = Duration.ofMillis(60);
  private static final int MOST_INTERVALS = 30;

  private Quiet() {}

  /** Returns when the plane's processes hardly use a processor, or after 15 seconds. */
  static void await(ControlPlane plane) throws InterruptedException {
    var never = new CountDownLatch(1);
    var before = cpu(plane);
    for (var i = 0; i < MOST_INTERVALS; i++) {
      if (never.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody counts this latch down");
      }
      var now = cpu(plane);
      if (now.minus(before).compareTo(IDLE) < 0) {
        return;
      }
      before = now;
    }
  }

  private static Duration cpu(ControlPlane plane) {
    return plane
        .supervisor()
        .descendants()
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }
}
