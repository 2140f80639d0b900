package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.parameter.SettingsHttp;
import io.github.perconapg.model.HttpSettings;
import java.io.File;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * The parameters about the chart, which goals with a manifest and without one have.
 *
 * @param repositories resolves Maven coordinates
 */
record ChartOptions(
    Parameters parameters,
    MavenSession session,
    MavenProject project,
    RepositorySystem repositories) {

  private static final Pattern PATH = Pattern.compile(".*[/\\\\].*|\\..*|.*\\.(tgz|tar\\.gz)");

  /** The chart's version where its reference names none. */
  String version(String configured) {
    return parameters.text("chartVersion", configured);
  }

  /** The digest that the packed chart must have; null when any will do. */
  @Nullable String sha256(@Nullable String configured) {
    return parameters.sha256("chartSha256", configured);
  }

  /**
   * How charts are fetched, as settings.xml and the command line say.
   *
   * @param warn receives what a person should know about it
   */
  HttpSettings http(SettingsDecrypter decrypter, @Nullable File caBundle, Consumer<String> warn) {
    var trusted = parameters.path("caBundle", caBundle);
    return SettingsHttp.of(session.getSettings(), decrypter, trusted, warn)
        .offline(session.isOffline());
  }

  /**
   * Where the chart is: coordinates are resolved, and a local chart's path starts where all paths
   * of this plugin start. A bare name is never a path, so that a folder of that name does not
   * change what is deployed.
   */
  String chart(String configured) {
    var text = parameters.text("chart", configured);
    if (MavenChart.isCoordinates(text)) {
      return MavenChart.resolve(text, repositories, session, project).toString();
    }
    var local = parameters.path("chart", text);
    return local != null && PATH.matcher(text).matches() && Files.exists(local)
        ? local.toString()
        : text;
  }
}
