package io.github.perconapg.model;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How to run a verb, as opposed to the desired state.
 *
 * @param timeout the deadline for the whole verb, more than zero
 * @param readiness the condition for the operator to be ready
 * @param rollback the policy if the operator does not become ready
 * @param outputDirectory the folder for evidence and outputs; created if needed
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
   * Returns five minutes, a working operator, rollback if it is safe, and the folder {@code
   * percona-pg} in the current one.
   */
  public static RunOptions defaults() {
    return new RunOptions(
        Duration.ofMinutes(5), Readiness.WORKING, Rollback.AUTO, Path.of("percona-pg"));
  }

  /** Returns a copy with this deadline. */
  public RunOptions timeout(Duration timeout) {
    return new RunOptions(timeout, readiness, rollback, outputDirectory);
  }

  /** Returns a copy with this condition for ready. */
  public RunOptions readiness(Readiness readiness) {
    return new RunOptions(timeout, readiness, rollback, outputDirectory);
  }

  /** Returns a copy with this policy for failures. */
  public RunOptions rollback(Rollback rollback) {
    return new RunOptions(timeout, readiness, rollback, outputDirectory);
  }

  /** Returns a copy with this output folder. */
  public RunOptions outputDirectory(Path outputDirectory) {
    return new RunOptions(timeout, readiness, rollback, outputDirectory);
  }
}
