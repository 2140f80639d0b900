package io.github.perconapg.internal.chart;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people write from habit with helm, docker or a browser, where it means something else here,
 * and what to write instead.
 */
final class HelmHabits {

  private static final String PATH_RULE =
      "It is a folder with Chart.yaml in it, or a .tgz file. A name without a slash is a chart in"
          + " Percona's repository.";

  private static final Pattern ALIASED =
      Pattern.compile(
          "(?<alias>[A-Za-z0-9][\\w-]*)/(?<name>[a-z0-9][a-z0-9-]*)(?<version>:v?\\d[^/:]*)?");

  /** A host name: it has a dot or a port. */
  private static final Pattern HOST =
      Pattern.compile("(?i)(?<host>localhost:\\d+|[a-z0-9-]+(\\.[a-z0-9-]+)+(:\\d+)?)/(?<path>.+)");

  private static final Pattern VERSIONED =
      Pattern.compile("(?<name>[a-z0-9][a-z0-9-]*?)[-@ ](?<version>v?\\d+\\.\\d+\\.\\d+\\S*)");

  private HelmHabits() {}

  /**
   * Returns what to write instead of a text that is no chart's name; null when nothing is known.
   */
  static @Nullable String inName(String text) {
    var versioned = VERSIONED.matcher(text);
    return versioned.matches()
        ? "A version goes behind a colon: "
            + versioned.group("name")
            + ":"
            + versioned.group("version")
            + ". A packed chart on this machine ends in .tgz."
        : null;
  }

  /** That there is no such file or folder, with what its path means elsewhere. */
  static PerconaPgException absent(Path path) {
    var remedy = inPath(written(path));
    return Problem.of(
            ProblemCode.CHART_NOT_FOUND,
            "There is no chart at " + path,
            remedy == null ? "Check the path. " + PATH_RULE : remedy)
        .asException();
  }

  private static @Nullable String inPath(String written) {
    var host = HOST.matcher(written);
    if (host.matches() && !written.endsWith(".tgz")) {
      return "If "
          + host.group("host")
          + " is a registry, write oci://"
          + written
          + "; if it is a chart repository, write https://"
          + written
          + ". Without oci:// or https:// it is a path. "
          + PATH_RULE;
    }
    var aliased = ALIASED.matcher(written);
    if (aliased.matches()) {
      var version = aliased.group("version") == null ? "" : aliased.group("version");
      return "To helm, "
          + written
          + " is the chart "
          + aliased.group("name")
          + " of a repository that 'helm repo add "
          + aliased.group("alias")
          + "' named. Here a repository goes by its address ('helm repo list' shows it), and"
          + " Percona's needs none: write "
          + aliased.group("name")
          + version
          + ", or https://ADDRESS. "
          + PATH_RULE;
    }
    return null;
  }

  /** As it was written, unless that was an absolute path. */
  private static String written(Path path) {
    var current = Path.of("").toAbsolutePath();
    return path.startsWith(current)
        ? current.relativize(path).toString().replace(File.separatorChar, '/')
        : path.toString();
  }
}
