package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.model.CrdFile;
import io.github.perconapg.model.CrdPolicy;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a chart's CRDs would change on a cluster. */
public final class CrdDelta {

  private CrdDelta() {}

  /** Compares a chart's CRDs with the cluster's; reads only. */
  public static CrdFile of(ApiRequests api, Chart chart) {
    return of(api, chart, null);
  }

  /**
   * The same with what a release's record knows, so that what is unchanged need not be read.
   *
   * @param release the current record; null for none
   */
  public static CrdFile of(ApiRequests api, Chart chart, @Nullable ReleaseRecord release) {
    var known = CrdGenerations.parse(release == null ? null : release.crdGenerations());
    var planner = new CrdPlanner(api, CrdPolicy.APPLY, new CrdCache(), known);
    planner.plan(chart);
    planner.notServing(chart, chart.appVersion()).ifPresent(planner.refusals::add);
    var yaml =
        planner.writes.stream()
            .map(write -> "---\n" + write.crd().yaml().strip() + "\n")
            .collect(Collectors.joining());
    return new CrdFile(planner.changes, planner.refusals, yaml);
  }
}
