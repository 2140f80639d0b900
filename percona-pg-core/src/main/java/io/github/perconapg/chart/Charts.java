package io.github.perconapg.chart;

import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;

/**
 * The way from a chart reference to a verified local chart. Nothing is kept in memory; what is kept
 * in {@link Environment#cache} may be used by several processes at a time.
 */
public final class Charts {

  private final ChartReader reader;

  /**
   * @param environment where the cache is
   */
  public Charts(Environment environment, HttpSettings http) {
    var cache = new PrivateCache(environment.cache().resolve("charts"));
    this.reader = new ChartReader(cache);
  }

  public Charts(Environment environment) {
    this(environment, HttpSettings.defaults());
  }

  /** The chart that a desired state names. */
  public Chart resolve(DesiredState desired) {
    return resolve(ChartReference.of(desired));
  }

  /**
   * Fetches, reads and checks a chart.
   *
   * @throws io.github.perconapg.problem.PerconaPgException chart-… when it cannot be had or used
   */
  public Chart resolve(ChartReference reference) {
    if (reference instanceof ChartReference.Local local) {
      return reader.read(local.path(), local.path().toString());
    }
    throw new UnsupportedOperationException();
  }
}
