package io.github.perconapg.chart;

import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;

/**
 * The way from a chart reference to a verified local chart. What is kept in {@link
 * Environment#cache} may be used by several processes at a time. Not safe for use by several
 * threads.
 */
public final class Charts {

  private static final ChartSource LOCAL =
      reference -> {
        var path = ((ChartReference.Local) reference).path();
        return new ChartSource.Fetched(path, path.toString());
      };

  private final ChartReader reader;
  private final RepositorySource remote;

  /**
   * Does nothing yet; no request is sent before a chart needs one. Where proxy credentials are
   * given, make this object before any other use of the JDK's HTTP client: see {@link
   * HttpSettings#proxyCredentials}.
   *
   * @param environment where the cache is
   * @param http how charts are fetched
   */
  public Charts(Environment environment, HttpSettings http) {
    var cache = new PrivateCache(environment.cache().resolve("charts"));
    this.reader = new ChartReader(cache);
    this.remote = new RepositorySource(new HttpFetcher(http), cache);
  }

  /** The chart that a desired state names. */
  public Chart resolve(DesiredState desired) {
    return resolve(ChartReference.of(desired));
  }

  /** The other versions of the chart that a desired state names. */
  public ChartSeries series(DesiredState desired) {
    return new ChartSeries(ChartReference.of(desired), this, remote);
  }

  /**
   * Fetches, reads and checks a chart.
   *
   * @throws io.github.perconapg.problem.PerconaPgException chart-… when it cannot be had or used
   */
  public Chart resolve(ChartReference reference) {
    var source = reference instanceof ChartReference.Local ? LOCAL : remote;
    var fetched = source.fetch(reference);
    var chart = reader.read(fetched.path(), fetched.origin());
    if (reference instanceof ChartReference.Repository wanted
        && !(chart.name().equals(wanted.name()) && chart.version().equals(wanted.version()))) {
      throw ChartProblems.invalid(
          fetched.origin(), "its archive holds " + chart.name() + " " + chart.version());
    }
    return chart;
  }
}
