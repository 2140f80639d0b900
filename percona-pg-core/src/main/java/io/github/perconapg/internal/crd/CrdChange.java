package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.chart.Crd;

/**
 * A CRD that has to be written.
 *
 * @param crd the chart's form
 * @param resourceVersion the resource version that the plan saw; empty when it does not exist yet
 */
public record CrdChange(Crd crd, String resourceVersion) {

  /** Tells whether it does not exist yet. */
  public boolean creates() {
    return resourceVersion.isEmpty();
  }
}
