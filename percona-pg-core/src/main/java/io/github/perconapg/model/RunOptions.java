package io.github.perconapg.model;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How to run a verb; never what should be there.
 *
 * @param timeout the deadline for the whole verb, more than zero
 * @param readiness when the operator counts as ready
 * @param rollback what happens when the operator does not come up
 * @param outputDirectory where evidence and outputs are written; created when needed
 */
public record RunOptions(
    Duration timeout, Readiness readiness, Rollback rollback, Path outputDirectory) {

  /** Rejects a timeout that is not positive. */
  public RunOptions {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be more than zero, not " + timeout);
    }
  }

  /**
   * Five minutes, a working operator, roll-back where it is safe, and the folder {@code percona-pg}
   * in the current one.
   */
  public static RunOptions defaults() {
    return new RunOptions(
        Duration.ofMinutes(5), Readiness.WORKING, Rollback.AUTO, Path.of("percona-pg"));
  }

  /** A copy with another deadline. */
  public RunOptions timeout(Duration timeout) {
    return new RunOptions(timeout, readiness, rollback, outputDirectory);
  }

  /** A copy with another notion of ready. */
  public RunOptions readiness(Readiness readiness) {
    return new RunOptions(timeout, readiness, rollback, outputDirectory);
  }

  /** A copy with another roll-back. */
  public RunOptions rollback(Rollback rollback) {
    return new RunOptions(timeout, readiness, rollback, outputDirectory);
  }

  /** A copy that writes elsewhere. */
  public RunOptions outputDirectory(Path outputDirectory) {
    return new RunOptions(timeout, readiness, rollback, outputDirectory);
  }
}
