package io.github.perconapg.maven.render;

import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/** What verify found: a line a check, with facts and remedy below those that are not well. */
public final class CheckLines {

  private CheckLines() {}

  /** The lines of a report, and one that sums it up. */
  public static List<String> of(VerifyReport report) {
    var lines = new ArrayList<String>();
    for (var check : report.checks()) {
      lines.add(
          "  %-7s %-20s %s (%s)"
              .formatted(
                  word(check.outcome()),
                  check.name(),
                  check.summary(),
                  Durations.text(check.duration())));
      if (check.outcome() != Outcome.PASSED) {
        below(lines, check);
      }
    }
    lines.add(summary(report));
    return lines;
  }

  /** The failed checks as one problem; call it for a report that is not healthy. */
  public static Problem problem(VerifyReport report, String what) {
    var failed = report.checks().stream().filter(c -> c.outcome() == Outcome.FAILED).toList();
    var facts = new ArrayList<String>();
    for (var check : failed) {
      facts.add(check.name() + ": " + check.summary());
      check.facts().forEach(fact -> facts.add("  " + fact));
      if (check.remedy() != null) {
        facts.add("  -> " + check.remedy());
      }
    }
    return Problem.of(
            ProblemCode.VERIFY_FAILED,
            "%s is not healthy: %d of %d checks failed."
                .formatted(what, failed.size(), report.checks().size()),
            "Follow the remedies above, then run verify again.")
        .facts(facts);
  }

  private static void below(List<String> lines, CheckResult check) {
    check.facts().forEach(fact -> fact.lines().forEach(line -> lines.add("            " + line)));
    if (check.remedy() != null) {
      lines.add("          -> " + check.remedy());
    }
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "ok";
      case FAILED -> "FAILED";
      case UNKNOWN -> "unknown";
      case NOT_CHECKED -> "left";
    };
  }

  private static String summary(VerifyReport report) {
    var unknown = count(report, Outcome.UNKNOWN);
    var left = count(report, Outcome.NOT_CHECKED);
    return "%d of %d checks passed%s%s%s"
        .formatted(
            count(report, Outcome.PASSED),
            report.checks().size(),
            left == 0 ? "" : ", " + left + " left out",
            unknown == 0 ? "" : ", " + unknown + " cannot be told from here",
            report.healthy() ? ": the operator is healthy" : "");
  }

  private static long count(VerifyReport report, Outcome outcome) {
    return report.checks().stream().filter(c -> c.outcome() == outcome).count();
  }
}
