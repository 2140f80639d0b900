package io.github.perconapg.plan;

import io.github.perconapg.chart.Chart;
import java.util.List;
import java.util.Map;

/**
 * A plan with all that carrying it out needs.
 *
 * @param plan what a person sees
 * @param chart the chart
 * @param values the release's values
 * @param fingerprint of chart, values, release and namespace
 * @param namespace the namespace as it was
 * @param crds the definitions to write
 * @param release what happens to the release
 */
public record DeployPlan(
    Plan plan,
    Chart chart,
    Map<String, Object> values,
    String fingerprint,
    NamespaceState namespace,
    List<CrdChange> crds,
    ReleaseChange release) {}
