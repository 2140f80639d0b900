package io.github.perconapg.plan;

import io.github.perconapg.chart.Chart;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.target.ApiRequests;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The definitions that an administrator has to apply before a deploy with {@code crds=check}.
 *
 * @param changes each definition of the chart and what would happen to it
 * @param refusals why some of it must not be applied
 * @param yaml the definitions that are absent or older, as the chart has them; empty when there are
 *     none
 */
public record CrdFile(List<Change> changes, List<Problem> refusals, String yaml) {

  /** Copies the lists, so that the record is immutable. */
  public CrdFile {
    changes = List.copyOf(changes);
    refusals = List.copyOf(refusals);
  }

  /** Compares a chart's definitions with the cluster's; reads only. */
  public static CrdFile of(ApiRequests api, Chart chart) {
    return of(api, chart, null);
  }

  /**
   * The same with what a release's record knows, so that what is unchanged need not be read.
   *
   * @param release the record in force; null for none
   */
  public static CrdFile of(ApiRequests api, Chart chart, @Nullable ReleaseRecord release) {
    var known = CrdGenerations.parse(release == null ? null : release.crdGenerations());
    var planner = new CrdPlanner(api, CrdPolicy.APPLY, new KnownCrds(), known);
    planner.plan(chart);
    var yaml =
        planner.writes.stream()
            .map(write -> "---\n" + write.crd().yaml().strip() + "\n")
            .collect(Collectors.joining());
    return new CrdFile(planner.changes, planner.refusals, yaml);
  }
}
