package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The wording of what a chart repository can get wrong, or lack. */
final class RepositoryProblems {

  private static final int MOST_LISTED = 10;

  private RepositoryProblems() {}

  static PerconaPgException noIndex(ChartReference.Repository wanted) {
    return Problem.of(
            ProblemCode.CHART_NOT_FOUND,
            "There is no chart repository at " + wanted.base() + ": it has no index.yaml",
            "Give the address of the folder that holds index.yaml"
                + (wanted.base().getPath().endsWith("/" + wanted.name() + "/")
                    ? ", without the chart's name: " + wanted.base().resolve("..")
                    : "")
                + ". A chart in an OCI registry is oci://HOST/PATH/"
                + wanted.name()
                + ".")
        .asException();
  }

  /** An index without a single chart: most often something else than an index. */
  static PerconaPgException empty(ChartReference.Repository wanted, URI address) {
    return Problem.of(
            ProblemCode.CHART_NOT_FOUND,
            "The repository " + wanted.base() + " lists no chart at all in " + address,
            "Look at what is there: an index.yaml has its charts under 'entries'. Check that this"
                + " is the address of a chart repository, and that a log-in or a proxy does not"
                + " answer in its place.")
        .asException();
  }

  static PerconaPgException malformed(URI address, UnreadableTextException e) {
    return Problem.of(
            ProblemCode.CHART_INVALID,
            address + ":" + e.line() + ":" + e.column() + ": " + e.reason(),
            "Check that this is the address of a chart repository.")
        .asException(e);
  }

  static PerconaPgException noDigest(ChartReference.Repository wanted) {
    return Problem.of(
            ProblemCode.CHART_INVALID,
            "The repository lists no SHA-256 digest for " + wanted + ", so nothing verifies it",
            "Let 'helm repo index' write the repository's index.yaml, or give a .tgz file that you"
                + " trust.")
        .asException();
  }

  static PerconaPgException noArchive(URI address) {
    return Problem.of(
            ProblemCode.CHART_NOT_FOUND,
            "There is no packed chart at " + Addresses.shown(address),
            "Check the address; if a repository lists it, tell the repository's owner.")
        .asException();
  }

  static PerconaPgException mismatch(ChartReference wanted, String listed, String actual) {
    return Problem.of(
            ProblemCode.CHART_DIGEST_MISMATCH,
            "The archive of " + wanted + " is not the one that the repository lists",
            "Run it again; if it stays so, the file was changed on its way or in the repository:"
                + " ask the repository's owner before you use it.")
        .facts(List.of("listed   " + listed, "fetched  " + actual))
        .asException();
  }

  /** The version's digest is not the remembered one; {@code memory} is where that is kept. */
  static PerconaPgException replaced(
      ChartReference wanted, String remembered, String listed, Path memory) {
    return Problem.of(
            ProblemCode.CHART_DIGEST_MISMATCH,
            "The repository lists another archive for " + wanted + " than it did before",
            "A released version must not change. Ask the repository's owner; when the change is"
                + " meant, delete "
                + memory)
        .facts(List.of("before  " + remembered, "now     " + listed))
        .asException();
  }

  static PerconaPgException notFound(ChartReference.Repository wanted, RepositoryIndex index) {
    if (index.versions().isEmpty()) {
      return Problem.of(
              ProblemCode.CHART_NOT_FOUND,
              "The repository " + wanted.base() + " has no chart " + wanted.name(),
              "Check the name. A chart in a folder needs a slash: ./" + wanted.name())
          .facts(List.of("it has: " + listed(index.charts().stream())))
          .asException();
    }
    var newestFirst = Comparator.nullsFirst(SemVer.PRECEDENCE).reversed();
    var versions =
        index.versions().stream()
            .map(RepositoryIndex.Entry::version)
            .sorted(Comparator.comparing(SemVer::parse, newestFirst));
    return Problem.of(
            ProblemCode.CHART_NOT_FOUND,
            "The repository "
                + wanted.base()
                + " has no version "
                + wanted.version()
                + " of "
                + wanted.name(),
            "Choose one of its versions.")
        .facts(List.of("it has, newest first: " + listed(versions)))
        .asException();
  }

  private static String listed(Stream<String> names) {
    var all = names.map(name -> name.replaceAll("\\p{Cntrl}", "?")).toList();
    var shown = String.join(", ", all.subList(0, Math.min(all.size(), MOST_LISTED)));
    return all.size() > MOST_LISTED
        ? shown + ", and " + (all.size() - MOST_LISTED) + " more"
        : shown;
  }
}
