package io.github.perconapg.maven;

import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * How a failure reaches Maven: as a failed build for what a user can fix, else as a broken plugin.
 */
final class Failures {

  private Failures() {}

  /**
   * A failure that says all in its message. Maven appends the messages of causes to it, so the
   * cause goes to the debug log instead.
   */
  static MojoFailureException of(PerconaPgException failure, Log log)
      throws MojoExecutionException {
    if (failure.problems().stream().anyMatch(p -> p.code() == ProblemCode.INTERNAL)) {
      throw new MojoExecutionException(text(failure), failure);
    }
    log.debug(failure);
    return new MojoFailureException(text(failure));
  }

  /** A file of ours that could not be written. */
  static MojoFailureException of(IOException failure, Outlet outlet) {
    return new MojoFailureException(
        "A file of this goal cannot be written: "
            + outlet.line(failure.toString())
            + "\n"
            + "  What to do: see that outputDirectory can be written and that the disk has"
            + " room.");
  }

  /** A defect of this plugin. */
  static MojoExecutionException defect(RuntimeException failure, String goal) {
    return new MojoExecutionException(
        "A defect of percona-pg:"
            + goal
            + ", not of your project: "
            + failure
            + "\n  What to do: run it again with -e and report what it prints.",
        failure);
  }

  private static String text(PerconaPgException failure) {
    return failure.problems().stream().map(Failures::text).collect(Collectors.joining("\n\n"));
  }

  private static String text(Problem problem) {
    return problem.render() + "\n  More: " + problem.code().page();
  }
}
