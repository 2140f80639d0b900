package io.github.perconapg.internal.diagnosis;

import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the operator's own words say of why it does not work (operator-facts: observed with 2.7.0
 * and 3.0.0; percona/k8s/util.go of 2.7.0 for the namespaces to watch).
 */
public final class LogCauses {

  private static final List<Row> TABLE =
      List.of(
          new Row(
              Pattern.compile(
                  "if kind is a CRD|no matches for kind|could not find the requested resource"),
              ProblemCode.CRD_MISSING),
          new Row(
              Pattern.compile("WATCH_NAMESPACE|WatchNamespace"),
              ProblemCode.WATCH_NAMESPACE_INVALID),
          new Row(
              Pattern.compile("exec format error|exec user process caused"),
              ProblemCode.IMAGE_ARCHITECTURE),
          new Row(Pattern.compile("is forbidden"), ProblemCode.OPERATOR_RIGHTS));

  private static final Pattern FORBIDDEN_IN =
      Pattern.compile("is forbidden: .* in the namespace \\\\?\"([^\"\\\\]+)");

  private LogCauses() {}

  /**
   * Returns what a line explains; empty when it explains nothing.
   *
   * @param line one line of the log
   * @param namespace the operator's own namespace; a permission that is missing in another one is
   *     missing because of what it is told to watch
   */
  public static Optional<ProblemCode> of(String line, String namespace) {
    var code =
        TABLE.stream().filter(row -> row.words.matcher(line).find()).map(Row::code).findFirst();
    var where = FORBIDDEN_IN.matcher(line);
    return code.equals(Optional.of(ProblemCode.OPERATOR_RIGHTS))
            && where.find()
            && !where.group(1).equals(namespace)
        ? Optional.of(ProblemCode.WATCH_NAMESPACE_INVALID)
        : code;
  }

  /** Tells whether a line explains anything. */
  static boolean explains(String line) {
    return TABLE.stream().anyMatch(row -> row.words.matcher(line).find());
  }

  private record Row(Pattern words, ProblemCode code) {}
}
