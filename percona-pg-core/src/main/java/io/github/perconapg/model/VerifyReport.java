package io.github.perconapg.model;

import java.util.List;

/**
 * What verify found. Verify itself throws only when it could not look at all.
 *
 * @param checks every check, in the order they are shown
 */
public record VerifyReport(List<CheckResult> checks) {

  /** Copies the list, so that the record is immutable. */
  public VerifyReport {
    checks = List.copyOf(checks);
  }

  /** Whether no check failed. A check that is unknown does not make an operator unhealthy. */
  public boolean healthy() {
    return checks.stream().noneMatch(c -> c.outcome() == CheckResult.Outcome.FAILED);
  }
}
