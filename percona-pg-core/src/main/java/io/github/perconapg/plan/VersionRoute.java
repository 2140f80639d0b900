package io.github.perconapg.plan;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The operator's own upgrade rule: one minor version at a time, never back, and 3.0 is a boundary
 * that cannot be crossed back (its documentation, "Update the Operator").
 */
final class VersionStep {

  private static final Pattern SEMVER = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

  private VersionStep() {}

  /** Why an upgrade between two chart versions is refused; empty when it is allowed. */
  static Optional<Problem> refusal(String release, String installed, String wanted) {
    var from = SEMVER.matcher(installed);
    var to = SEMVER.matcher(wanted);
    if (installed.equals(wanted) || !from.matches() || !to.matches()) {
      return Optional.empty();
    }
    int majors = number(to.group(1)) - number(from.group(1));
    int minors = number(to.group(2)) - number(from.group(2));
    int patches = number(to.group(3)) - number(from.group(3));
    if (majors == 0 && (minors == 1 || (minors == 0 && patches >= 0))) {
      return Optional.empty();
    }
    var why =
        majors < 0 || (majors == 0 && (minors < 0 || (minors == 0 && patches < 0)))
            ? "would go back, and the operator and its definitions are never downgraded"
            : majors > 0
                ? "would cross a major version, which cannot be undone and is not done by this"
                    + " version of the tool"
                : "would skip a minor version, and the operator is upgraded one minor at a time";
    return Optional.of(
        Problem.of(
            ProblemCode.VERSION_JUMP,
            "Release " + release + ": chart " + installed + " to " + wanted + " " + why,
            majors == 0 && minors > 1
                ? "Deploy the versions between, one after another, the next being "
                    + from.group(1)
                    + "."
                    + (number(from.group(2)) + 1)
                    + ".x; set percona-pg.chartVersion."
                : "Set percona-pg.chartVersion to " + installed + ", which is installed."));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
