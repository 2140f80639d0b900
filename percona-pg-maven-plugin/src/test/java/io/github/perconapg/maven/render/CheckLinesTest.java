package io.github.perconapg.maven.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.VerifyReport;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckLinesTest {

  private static final VerifyReport REPORT =
      new VerifyReport(
          List.of(
              check(Check.CRDS_ESTABLISHED, Outcome.PASSED, "8 of 8", List.of("not shown"), null),
              check(Check.LEASE_HELD, Outcome.FAILED, "nobody leads", List.of("holder: -"), "wait"),
              check(Check.WORKERS_STARTED, Outcome.UNKNOWN, "log rotated", List.of(), null)));

  @Test
  void aLineACheckWithFactsAndRemedyBelowThoseThatAreNotWell() {
    assertThat(String.join("\n", CheckLines.of(REPORT)))
        .isEqualTo(
            """
              ok      crds-established     8 of 8 (0.1 s)
              FAILED  lease-held           nobody leads (0.1 s)
                        holder: -
                      -> wait
              unknown workers-started      log rotated (0.1 s)
            1 of 3 checks passed, 1 cannot be told from here""");
  }

  @Test
  void theProblemHoldsTheFailedChecksOnly() {
    assertThat(CheckLines.problem(REPORT, "It").render())
        .isEqualTo(
            """
            It is not healthy: 1 of 3 checks failed. [verify-failed]
              lease-held: nobody leads
                holder: -
                -> wait
              What to do: Follow the remedies above, then run verify again.""");
  }

  private static CheckResult check(
      Check which, Outcome outcome, String summary, List<String> facts, @Nullable String remedy) {
    return new CheckResult(which, outcome, summary, facts, remedy, Duration.ofMillis(100));
  }
}
