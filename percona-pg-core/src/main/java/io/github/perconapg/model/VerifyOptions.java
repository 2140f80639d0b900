package io.github.perconapg.model;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How to verify.
 *
 * @param timeout the deadline for one look at everything, more than zero; what has not ended by
 *     then is unknown
 * @param readiness when the operator counts as ready
 * @param checks what is looked at; not empty
 * @param waitFor for how long looking is repeated until the operator is healthy; zero for once
 * @param stableFor how old a container has to be without a restart until its restarts count as
 *     steady; a younger one is watched until then. Zero watches none
 * @param dryRunApi whether the API server is asked, by dry runs, to accept databases
 */
public record VerifyOptions(
    Duration timeout,
    Readiness readiness,
    Set<Check> checks,
    Duration waitFor,
    Duration stableFor,
    boolean dryRunApi) {

  /** Copies the checks, and rejects none and times that cannot be. */
  public VerifyOptions {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be more than zero, not " + timeout);
    }
    if (waitFor.isNegative() || stableFor.isNegative()) {
      throw new IllegalArgumentException("waitFor and stableFor must not be negative");
    }
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("there is no check to carry out");
    }
    checks = Set.copyOf(checks);
  }

  /** Everything but dry runs, once, for a working operator whose container is a minute old. */
  public static VerifyOptions defaults() {
    return new VerifyOptions(
        Duration.ofMinutes(5),
        Readiness.WORKING,
        EnumSet.allOf(Check.class),
        Duration.ZERO,
        Duration.ofMinutes(1),
        false);
  }

  /** A copy with another deadline. */
  public VerifyOptions timeout(Duration timeout) {
    return new VerifyOptions(timeout, readiness, checks, waitFor, stableFor, dryRunApi);
  }

  /** A copy with another notion of ready. */
  public VerifyOptions readiness(Readiness readiness) {
    return new VerifyOptions(timeout, readiness, checks, waitFor, stableFor, dryRunApi);
  }

  /** A copy that looks at these only. */
  public VerifyOptions checks(Set<Check> checks) {
    return new VerifyOptions(timeout, readiness, checks, waitFor, stableFor, dryRunApi);
  }

  /** A copy that repeats looking for so long. */
  public VerifyOptions waitFor(Duration waitFor) {
    return new VerifyOptions(timeout, readiness, checks, waitFor, stableFor, dryRunApi);
  }

  /** A copy that asks containers to be so old. */
  public VerifyOptions stableFor(Duration stableFor) {
    return new VerifyOptions(timeout, readiness, checks, waitFor, stableFor, dryRunApi);
  }

  /** A copy that tries the API, or does not. */
  public VerifyOptions dryRunApi(boolean dryRunApi) {
    return new VerifyOptions(timeout, readiness, checks, waitFor, stableFor, dryRunApi);
  }
}
