package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.crd.CrdChange;
import io.github.perconapg.internal.helm.DesiredRelease;
import io.github.perconapg.internal.helm.Helm;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.model.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan with all that carrying it out needs.
 *
 * @param plan what a person sees
 * @param chart the chart; that of the next step where the plan has a route
 * @param wanted values and fingerprint
 * @param operation what Helm is to do
 * @param planned the objects and hooks that Helm will write, as they were rendered for the plan
 * @param namespace the namespace as it was
 * @param crds the CRDs to write
 * @param drift how the objects of the current revision differ from what it rendered
 * @param release what happens to the release
 * @param adoptions objects to adopt before Helm runs
 * @param clusters the database clusters that are looked after, as they were; null when not read,
 *     since the operator's version does not change
 * @param restores the revision that is put back; null for a deploy
 */
public record DeployPlan(
    Plan plan,
    Chart chart,
    DesiredRelease wanted,
    Helm.Operation operation,
    List<RenderedObject> planned,
    NamespaceState namespace,
    List<CrdChange> crds,
    Drift drift,
    ReleaseChange release,
    List<Adoption> adoptions,
    @Nullable List<CustomResource> clusters,
    @Nullable Integer restores) {

  /** Copies the lists, so that the record is immutable. */
  public DeployPlan {
    planned = List.copyOf(planned);
    crds = List.copyOf(crds);
    adoptions = List.copyOf(adoptions);
    clusters = clusters == null ? null : List.copyOf(clusters);
  }
}
