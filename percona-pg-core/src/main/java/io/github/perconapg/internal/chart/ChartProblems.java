package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.yaml.TextSource;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The wording of what can be wrong with a chart's files. */
final class ChartProblems {

  static final String USE_ANOTHER =
      "Use another chart, or take the file out and pack the chart again. Charts packed by"
          + " 'helm package' never hold such an entry.";

  private ChartProblems() {}

  static PerconaPgException invalid(String origin, String why) {
    return Problem.of(
            ProblemCode.CHART_INVALID,
            "The chart " + origin + " cannot be used: " + why,
            "Give the folder that holds Chart.yaml, a .tgz packed by 'helm package', or a chart"
                + " repository.")
        .asException();
  }

  /** A file of a chart, for messages about what stands in it. */
  static TextSource file(String origin, String path) {
    return new TextSource(
        path + " of " + origin,
        ProblemCode.CHART_INVALID,
        "Correct the file, or use another chart.");
  }

  /** That a folder was given where a packed chart is needed. */
  static PerconaPgException folder(String origin, String why) {
    return Problem.of(
            ProblemCode.OPTION_INVALID,
            "The chart " + origin + " is a folder: " + why,
            "Pack it with 'helm package' and give the .tgz, or leave the option out.")
        .asException();
  }

  static PerconaPgException otherDigest(String origin, String wanted, String actual) {
    return Problem.of(
            ProblemCode.CHART_DIGEST_MISMATCH,
            "The chart " + origin + " is not the one that chartSha256 names",
            "Find out which of the two is right before you deploy it: the file may have been"
                + " changed on its way, or the digest belongs to another version.")
        .facts(List.of("wanted  " + wanted, "actual  " + actual))
        .asException();
  }

  static PerconaPgException unsafe(String origin, String entry, String why) {
    return Problem.of(
            ProblemCode.CHART_UNSAFE_ARCHIVE,
            "The chart " + origin + " is refused: the entry " + quoted(entry) + " " + why,
            USE_ANOTHER)
        .asException();
  }

  static PerconaPgException tooLarge(String origin, String what) {
    return Problem.of(
            ProblemCode.CHART_UNSAFE_ARCHIVE,
            "The chart " + origin + " is refused: it holds " + what + ", which no real chart does",
            "Take out what does not belong into a chart, or use another chart.")
        .asException();
  }

  static PerconaPgException unreadable(Path path, IOException cause) {
    return Problem.of(
            ProblemCode.CHART_INVALID,
            "The chart file " + path + " cannot be read: " + reason(cause),
            "Check that the file exists and that you may read it.")
        .asException(cause);
  }

  static PerconaPgException cache(Path path, IOException cause) {
    return Problem.of(
            ProblemCode.CHART_INVALID,
            "The chart cannot be kept in the cache " + path + ": " + reason(cause),
            "Check that the folder can be written and has space, or set XDG_CACHE_HOME to one that"
                + " can.")
        .asException(cause);
  }

  /** The error's kind and text: the message of a file system error is often the path alone. */
  static String reason(IOException e) {
    var kind = e.getClass().getSimpleName().replaceAll("Exception$", "");
    return e.getMessage() == null ? kind : kind + ": " + e.getMessage();
  }

  /** A name from outside, fit to be printed: control characters replaced, at most 200 long. */
  static String quoted(String name) {
    var plain = name.replaceAll("\\p{Cntrl}", "?");
    return '"' + (plain.length() > 200 ? plain.substring(0, 200) + "…" : plain) + '"';
  }
}
