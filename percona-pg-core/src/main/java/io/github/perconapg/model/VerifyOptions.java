package io.github.perconapg.model;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How to verify.
 *
 * @param timeout the deadline for one pass, more than zero; checks still running then are unknown
 * @param readiness the condition for the operator to be ready
 * @param checks the checks to run; not empty
 * @param waitFor how long to repeat the checks until the operator is healthy; zero for one pass
 * @param stableFor how long a container must run without a restart to count as stable; a younger
 *     one is watched until then. Zero watches none
 * @param dryRunApi whether to create database resources as dry runs
 */
public record VerifyOptions(
    Duration timeout,
    Readiness readiness,
    Set<Check> checks,
    Duration waitFor,
    Duration stableFor,
    boolean dryRunApi) {

  /** Copies the checks, and rejects an empty set and invalid times. */
  public VerifyOptions {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be more than zero, not " + timeout);
    }
    if (waitFor.isNegative() || stableFor.isNegative()) {
      throw new IllegalArgumentException("waitFor and stableFor must not be negative");
    }
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("checks must not be empty");
    }
    checks = Set.copyOf(checks);
  }

  /** Returns one pass of all checks but dry runs, for a container that is stable for a minute. */
  public static VerifyOptions defaults() {
    return new VerifyOptions(
        Duration.ofMinutes(5),
        Readiness.WORKING,
        EnumSet.allOf(Check.class),
        Duration.ZERO,
        Duration.ofMinutes(1),
        false);
  }

  /** Returns a copy with this deadline. */
  public VerifyOptions timeout(Duration timeout) {
    return new VerifyOptions(timeout, readiness, checks, waitFor, stableFor, dryRunApi);
  }

  /** Returns a copy with this condition for ready. */
  public VerifyOptions readiness(Readiness readiness) {
    return new VerifyOptions(timeout, readiness, checks, waitFor, stableFor, dryRunApi);
  }

  /** Returns a copy with these checks. */
  public VerifyOptions checks(Set<Check> checks) {
    return new VerifyOptions(timeout, readiness, checks, waitFor, stableFor, dryRunApi);
  }

  /** Returns a copy that repeats the checks for this long. */
  public VerifyOptions waitFor(Duration waitFor) {
    return new VerifyOptions(timeout, readiness, checks, waitFor, stableFor, dryRunApi);
  }

  /** Returns a copy that requires containers to be stable for this long. */
  public VerifyOptions stableFor(Duration stableFor) {
    return new VerifyOptions(timeout, readiness, checks, waitFor, stableFor, dryRunApi);
  }

  /** Returns a copy with or without dry runs. */
  public VerifyOptions dryRunApi(boolean dryRunApi) {
    return new VerifyOptions(timeout, readiness, checks, waitFor, stableFor, dryRunApi);
  }
}
