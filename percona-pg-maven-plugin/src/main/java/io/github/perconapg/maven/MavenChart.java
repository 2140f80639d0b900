package io.github.perconapg.maven;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * A chart that is an artifact: Maven itself resolves it, so that repositories, mirrors, proxies,
 * credentials, checksums, the local repository and {@code -o} are those of the build.
 */
final class MavenChart {

  /** Two colons at least, and no slash, which an address or a path of Windows would have. */
  private static final Pattern COORDINATES =
      Pattern.compile(
          "(?<name>[^/\\\\:\\s]+:[^/\\\\:\\s]+)(?<type>(:[^/\\\\:\\s]+){0,2}):(?<version>[^/\\\\:\\s]+)");

  private MavenChart() {}

  /**
   * Tells whether a chart is given as {@code groupId:artifactId[:extension[:classifier]]:version}.
   */
  static boolean isCoordinates(String chart) {
    return COORDINATES.matcher(chart.trim()).matches();
  }

  /**
   * Resolves it from the project's repositories; without a project, from those of the settings.
   *
   * @param chart coordinates; the extension is {@code tgz} when they name none
   * @return the file in the local repository
   * @throws io.github.perconapg.problem.PerconaPgException option-invalid when it names no exact
   *     version; chart-not-found when it cannot be had
   */
  static Path resolve(
      String chart, RepositorySystem repositories, MavenSession session, MavenProject project) {
    var match = COORDINATES.matcher(chart.trim());
    if (!match.matches()) {
      throw new IllegalArgumentException(chart);
    }
    var version = match.group("version");
    if (version.matches("LATEST|RELEASE|[\\[(].*")) {
      throw Problem.of(
              ProblemCode.OPTION_INVALID,
              "The chart " + chart + " names no exact version",
              "Write the version out. Ranges, LATEST and RELEASE would deploy different things on"
                  + " different days.")
          .asException();
    }
    var type = match.group("type").isEmpty() ? ":tgz" : match.group("type");
    var artifact = new DefaultArtifact(match.group("name") + type + ":" + version);
    var request =
        new ArtifactRequest(artifact, project.getRemoteProjectRepositories(), "percona-pg");
    try {
      return repositories
          .resolveArtifact(session.getRepositorySession(), request)
          .getArtifact()
          .getFile()
          .toPath();
    } catch (ArtifactResolutionException e) {
      throw Problem.of(
              ProblemCode.CHART_NOT_FOUND,
              "Maven cannot resolve the chart " + artifact + ": " + e.getMessage(),
              "Check the coordinates (groupId:artifactId[:extension[:classifier]]:version, the"
                  + " extension is tgz when there is none), and that a repository of the POM or of"
                  + " settings.xml has the artifact. -U asks again for one that was missing.")
          .asException(e);
    }
  }
}
