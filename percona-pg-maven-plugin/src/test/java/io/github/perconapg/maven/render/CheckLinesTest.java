package io.github.perconapg.maven.render;

import static java.time.Duration.ofSeconds;
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
              check(
                  Check.LOG_ERRORS,
                  Outcome.FAILED,
                  "it has errors",
                  List.of("panic: no", "holder: -"),
                  "wait"),
              check(
                  Check.WORKERS_STARTED, Outcome.UNKNOWN, "rotated", List.of("a gap"), "read it")));

  @Test
  void aLineACheckWithTheFactsOfWhatCannotBeTold() {
    assertThat(String.join("\n", CheckLines.of(REPORT)))
        .isEqualTo(
            """
              ok      crds-established     8 of 8
              FAILED  lease-held           nobody leads
              FAILED  log-errors           it has errors
              unknown workers-started      rotated
                        a gap
                        -> read it
            1 of 4 checks passed, 1 cannot be told from here""");
  }

  @Test
  void whatTookLongSaysSo() {
    var slow = new CheckResult(Check.IMAGE, Outcome.PASSED, "x", List.of(), null, ofSeconds(61));

    assertThat(CheckLines.of(new VerifyReport(List.of(slow))))
        .first()
        .isEqualTo("  ok      image                x (1 min 01 s)");
  }

  @Test
  void theProblemHoldsTheFailedChecksOnlyAndEachFactOnce() {
    assertThat(CheckLines.problem(REPORT, "It").render())
        .isEqualTo(
            """
            It is not healthy: 2 of 4 checks failed. [verify-failed]
              lease-held: nobody leads
                holder: -
                -> wait
              log-errors: it has errors
                panic: no
                as for lease-held
              What to do: Follow the remedies above, then run verify again.""");
  }

  private static CheckResult check(
      Check which, Outcome outcome, String summary, List<String> facts, @Nullable String remedy) {
    return new CheckResult(which, outcome, summary, facts, remedy, Duration.ofMillis(100));
  }
}
