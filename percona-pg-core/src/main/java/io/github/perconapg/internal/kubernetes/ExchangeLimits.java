package io.github.perconapg.internal.kubernetes;

import java.time.Duration;

/**
 * What one exchange with the API server may take.
 *
 * @param silence how long no byte may come, of the head or of the body, before it is given up; does
 *     not apply to watches and followed logs, whose silence is normal
 * @param answer how long a whole answer may take, except for the same
 * @param bytes how long an answer may be, except for the same
 * @param last what a request has that is sent shortly before or after the run's deadline: time to
 *     see why a wait failed, to keep evidence and to give the lock back
 * @param grace how long after the run's deadline anything may still be under way
 */
record ExchangeLimits(
    Duration silence, Duration answer, long bytes, Duration last, Duration grace) {

  /** The list of all objects of a large cluster has some ten megabytes. */
  private static final long LARGEST_ANSWER = 64L << 20;

  /**
   * With the grace and the end of threads and of the worker, a run ends 15 s after its deadline.
   */
  static final ExchangeLimits DEFAULT =
      new ExchangeLimits(
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          LARGEST_ANSWER,
          Duration.ofSeconds(5),
          Duration.ofSeconds(12));
}
