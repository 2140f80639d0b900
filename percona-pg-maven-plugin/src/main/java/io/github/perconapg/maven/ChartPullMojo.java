package io.github.perconapg.maven;

import io.github.perconapg.internal.chart.CacheFolder;
import io.github.perconapg.internal.chart.ChartReference;
import io.github.perconapg.internal.chart.Charts;
import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.render.PullLines;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * Fetches and checks the packed chart, writes it to {@code outputDirectory} as {@code
 * NAME-VERSION.tgz}, and prints its SHA-256 and the command that deploys it, for machines without a
 * network. Needs no manifest and no cluster.
 *
 * @since 0.1.0
 */
@Mojo(name = "chart-pull", requiresProject = false, threadSafe = true)
public final class ChartPullMojo extends PerconaPgMojo {

  /**
   * The chart: a folder, a {@code .tgz} file, an {@code https} chart repository, {@code
   * oci://host/path/name}, Maven coordinates ({@code groupId:artifactId[:tgz]:version}), or the
   * name of a chart in Percona's repository ({@code
   * https://percona.github.io/percona-helm-charts/}); all but folder and file with their version
   * behind them, optionally. docs/charts.md says where credentials, proxies and mirrors come from.
   *
   * <p>Example: {@code -Dpercona-pg.chart=/opt/charts/pg-operator}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.chart", defaultValue = DesiredState.RELEASE)
  String chart = DesiredState.RELEASE;

  /**
   * The chart's version where {@code chart} names none.
   *
   * <p>Example: {@code -Dpercona-pg.chartVersion=2.7.0}.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "percona-pg.chartVersion",
      defaultValue = DesiredState.DEFAULT_CHART_VERSION)
  String chartVersion = DesiredState.DEFAULT_CHART_VERSION;

  /**
   * The SHA-256 of the packed chart, 64 hex digits; another chart is refused before anything of it
   * is used. A folder has none.
   *
   * <p>Default: none. Example: {@code
   * -Dpercona-pg.chartSha256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.chartSha256")
  @Nullable String chartSha256;

  /**
   * A PEM file of certificate authorities to trust, beside those of the JVM.
   *
   * <p>Default: none. Example: {@code -Dpercona-pg.caBundle=/etc/ssl/company.pem}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.caBundle")
  @Nullable File caBundle;

  /**
   * Skips this goal.
   *
   * <p>Example: {@code -Dpercona-pg.chart-pull.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.chart-pull.skip", defaultValue = "false")
  boolean chartPullSkip;

  @Inject SettingsDecrypter decrypter;

  @Inject RepositorySystem repositories;

  /** Where fetched charts are kept; replaced in tests only. */
  Environment environment = Environment.system();

  @Override
  String goal() {
    return "chart-pull";
  }

  @Override
  boolean skipGoal() {
    return chartPullSkip;
  }

  @Override
  void run(Parameters parameters) throws IOException {
    var options = new ChartOptions(parameters, session, project, repositories);
    var http = hidden(options.http(decrypter, caBundle, getLog()::warn));
    var reference = ChartReference.parse(options.chart(chart), options.version(chartVersion));
    var unusedCache = CacheFolder.of(environment).warning();
    if (unusedCache != null) {
      getLog().warn(unusedCache);
    }
    var packed = new Charts(environment, http).packed(reference, options.sha256(chartSha256));
    var folder = Files.createDirectories(outputFolder(parameters));
    var name = packed.chart().name() + "-" + packed.chart().version() + ".tgz";
    var file = folder.resolve(name);
    // Not the file itself, whose permissions are those of the private cache.
    try (var source = Files.newInputStream(packed.file())) {
      Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING);
    }
    PullLines.of(packed, file).forEach(getLog()::info);
  }
}
