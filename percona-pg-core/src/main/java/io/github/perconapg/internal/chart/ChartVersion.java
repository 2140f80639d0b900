package io.github.perconapg.internal.chart;

/**
 * A version of a chart, and of the operator in it. The two are the same in Percona's charts; a
 * company's own chart counts by itself.
 *
 * @param version {@code version} of Chart.yaml
 * @param appVersion {@code appVersion} of Chart.yaml, the operator's version; empty when it is not
 *     known
 */
public record ChartVersion(String version, String appVersion) {

  /** Both for a person. */
  @Override
  public String toString() {
    return version.equals(appVersion) || appVersion.isEmpty()
        ? version
        : version + " (operator " + appVersion + ")";
  }
}
