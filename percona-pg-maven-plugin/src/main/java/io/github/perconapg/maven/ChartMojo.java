package io.github.perconapg.maven;

import io.github.perconapg.chart.HttpSettings;
import io.github.perconapg.maven.parameter.Parameters;
import io.github.perconapg.maven.parameter.SettingsHttp;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.StackInput;
import java.io.File;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** What goals share that need the chart. */
public abstract class ChartMojo extends ClusterMojo {

  private static final Pattern PATH = Pattern.compile(".*[/\\\\].*|\\..*|.*\\.(tgz|tar\\.gz)");

  /**
   * The chart: a folder, a {@code .tgz} file, an {@code https} chart repository, or the name of a
   * chart in Percona's repository ({@code https://percona.github.io/percona-helm-charts/}); the
   * latter two optionally with {@code :version}. A repository's credentials are those of the
   * settings.xml server whose id is the repository's host name; proxies are those of settings.xml.
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

  @Override
  DesiredState desired(StackInput input, Parameters parameters) {
    return DesiredState.of(input)
        .chart(reference(parameters))
        .chartVersion(parameters.text("chartVersion", chartVersion));
  }

  @Override
  HttpSettings http(Parameters parameters, Consumer<String> warn) {
    var trusted = parameters.path("caBundle", caBundle);
    return SettingsHttp.of(session.getSettings(), decrypter, trusted, warn);
  }

  /**
   * A local chart's path starts where all paths of this plugin start. A bare name is never a path,
   * so that a folder of that name does not change what is deployed.
   */
  private String reference(Parameters parameters) {
    var text = parameters.text("chart", chart);
    var local = parameters.path("chart", text);
    return local != null && PATH.matcher(text).matches() && Files.exists(local)
        ? local.toString()
        : text;
  }
}
