package io.github.perconapg.internal.operator;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Whether an operator version serves the crVersion of every database cluster. */
public final class CrVersions {

  private CrVersions() {}

  /**
   * Explains why an operator cannot manage these clusters; empty if it can. A cluster without a
   * crVersion follows whatever operator there is.
   *
   * @param version the operator's version
   */
  public static Optional<Problem> refusal(String version, List<CustomResource> clusters) {
    var operator = OperatorMinor.of(version).orElse(null);
    if (operator == null) {
      return Optional.empty();
    }
    var notServed =
        clusters.stream().filter(cluster -> !isServed(operator, cluster.crVersion())).toList();
    if (notServed.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
                ProblemCode.CR_VERSION,
                "Operator "
                    + version
                    + " serves crVersion "
                    + operator
                    + " and the two minor versions before it, and there are clusters with others",
                "Set spec.crVersion of each to a version that the present operator serves, let it"
                    + " become ready, then run again; this tool edits no database.")
            .facts(
                notServed.stream()
                    .map(c -> c.shown() + " has crVersion " + c.crVersion())
                    .toList()));
  }

  private static boolean isServed(OperatorMinor operator, String crVersion) {
    return OperatorMinor.of(crVersion)
        .map(operator::after)
        .map(back -> back >= 0 && back <= OperatorMinor.SERVED_BACK)
        .orElse(true);
  }
}
