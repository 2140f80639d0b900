package io.github.perconapg.maven.render;

import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CheckResult.Outcome;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;

/**
 * What verify found: a line a check. The facts and remedies of those that failed are the problem's,
 * which ends the goal, and are said there only.
 */
public final class CheckLines {

  private CheckLines() {}

  /** The lines of a report, and one that sums it up. */
  public static List<String> of(VerifyReport report) {
    var lines = new ArrayList<String>();
    for (var check : report.checks()) {
      lines.add(
          "  %-7s %-20s %s%s"
              .formatted(word(check.outcome()), check.name(), check.summary(), took(check)));
      if (check.outcome() == Outcome.UNKNOWN) {
        below(lines, check);
      }
    }
    lines.add(summary(report));
    return lines;
  }

  /**
   * The failed checks as one problem; call it for a report that is not healthy. What several checks
   * have seen or advise, such as the operator's last words, is said with the first of them.
   */
  public static Problem problem(VerifyReport report, String what) {
    var failed = report.checks().stream().filter(c -> c.outcome() == Outcome.FAILED).toList();
    var facts = new ArrayList<String>();
    var said = new HashMap<String, String>();
    for (var check : failed) {
      facts.add(check.name() + ": " + check.summary());
      var before = new TreeSet<String>();
      for (var fact : factsAndRemedy(check)) {
        var first = said.putIfAbsent(fact, check.name());
        if (first == null) {
          facts.add("  " + fact);
        } else {
          before.add("  as for " + first);
        }
      }
      facts.addAll(before);
    }
    return Problem.of(
            ProblemCode.VERIFY_FAILED,
            "%s is not healthy: %d of %d checks failed."
                .formatted(what, failed.size(), report.checks().size()),
            "Follow the remedies above, then run verify again.")
        .facts(facts);
  }

  private static void below(List<String> lines, CheckResult check) {
    factsAndRemedy(check).stream()
        .flatMap(String::lines)
        .forEach(line -> lines.add("            " + line));
  }

  private static List<String> factsAndRemedy(CheckResult check) {
    var all = new ArrayList<>(check.facts());
    if (check.remedy() != null) {
      all.add("-> " + check.remedy());
    }
    return all;
  }

  /** Milliseconds are noise here; all times are in the report. */
  private static String took(CheckResult check) {
    return check.duration().toSeconds() == 0 ? "" : " (" + Durations.text(check.duration()) + ")";
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "ok";
      case FAILED -> "FAILED";
      case UNKNOWN -> "unknown";
      case NOT_CHECKED -> "skipped";
    };
  }

  private static String summary(VerifyReport report) {
    var unknown = count(report, Outcome.UNKNOWN);
    var skipped = count(report, Outcome.NOT_CHECKED);
    return "%d of %d checks passed%s%s%s"
        .formatted(
            count(report, Outcome.PASSED),
            report.checks().size(),
            skipped == 0 ? "" : ", " + skipped + " skipped",
            unknown == 0 ? "" : ", " + unknown + " cannot be told from here",
            report.healthy() ? ": the operator is healthy" : "");
  }

  private static long count(VerifyReport report, Outcome outcome) {
    return report.checks().stream().filter(c -> c.outcome() == outcome).count();
  }
}
