package io.github.perconapg.maven;

import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.model.StackInput;
import java.io.File;
import java.util.function.Consumer;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/** What goals share that need the chart. */
public abstract class ChartMojo extends ClusterMojo {

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
   * The chart's version in a repository. Not used for a folder or a file.
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
   * is used. A folder has none. {@code percona-pg:chart-pull} prints it.
   *
   * <p>Default: none. Example: {@code
   * -Dpercona-pg.chartSha256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.chartSha256")
  @Nullable String chartSha256;

  /**
   * A PEM file of certificate authorities to trust, beside those of the JVM, when a chart is
   * fetched.
   *
   * <p>Default: none. Example: {@code -Dpercona-pg.caBundle=/etc/ssl/company.pem}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "percona-pg.caBundle")
  @Nullable File caBundle;

  @Inject SettingsDecrypter decrypter;

  @Inject RepositorySystem repositories;

  @Override
  DesiredState desired(StackInput input, Parameters parameters) {
    var options = chartOptions(parameters);
    return DesiredState.of(input)
        .chart(options.chart(chart))
        .chartVersion(options.version(chartVersion))
        .chartSha256(options.sha256(chartSha256));
  }

  @Override
  HttpSettings http(Parameters parameters, Consumer<String> warn) {
    return chartOptions(parameters).http(decrypter, caBundle, warn);
  }

  private ChartOptions chartOptions(Parameters parameters) {
    return new ChartOptions(parameters, session, project, repositories);
  }
}
