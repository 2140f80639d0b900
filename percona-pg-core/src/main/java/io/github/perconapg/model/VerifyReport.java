package io.github.perconapg.model;

import java.util.List;

/**
 * The results of verify. Verify throws only if it could not check at all.
 *
 * @param checks the result of every check, in display order
 */
public record VerifyReport(List<CheckResult> checks) {

  /** Copies the list, so that the record is immutable. */
  public VerifyReport {
    checks = List.copyOf(checks);
  }

  /** Returns true if no check failed; an unknown check does not make an operator unhealthy. */
  public boolean healthy() {
    return checks.stream().noneMatch(c -> c.outcome() == CheckResult.Outcome.FAILED);
  }
}
