package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.VerifyReport;
import java.util.Set;
import java.util.stream.Collectors;

/** What a report says of single checks. */
final class Checks {

  private Checks() {}

  static CheckResult of(VerifyReport report, Check check) {
    return report.checks().stream().filter(c -> c.check() == check).findFirst().orElseThrow();
  }

  static Outcome outcome(VerifyReport report, Check check) {
    return of(report, check).outcome();
  }

  /** Makes sure that these fail, and no others. */
  static void fail(VerifyReport report, Check... expected) {
    var failed =
        report.checks().stream()
            .filter(c -> c.outcome() == Outcome.FAILED)
            .collect(Collectors.toMap(CheckResult::check, c -> c.summary() + c.facts()));
    assertThat(failed.keySet()).as(failed.toString()).isEqualTo(Set.of(expected));
  }
}
