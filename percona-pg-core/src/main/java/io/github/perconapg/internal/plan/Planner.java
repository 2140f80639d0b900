package io.github.perconapg.internal.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.chart.ChartSeries;
import io.github.perconapg.internal.chart.ChartValues;
import io.github.perconapg.internal.chart.ChartVersion;
import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.internal.helm.DesiredRelease;
import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.QuarantinedRecords;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.helm.StoredRevision;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.OperatorImage;
import io.github.perconapg.internal.permission.MissingPermissions;
import io.github.perconapg.internal.plan.ReleaseChange.Verb;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.problem.PerconaPgException;
import java.util.List;

/** Makes a plan from the desired state, its chart, and the cluster. Reads only. */
public final class Planner {

  private static final ReleaseChange NOTHING =
      new ReleaseChange(Verb.NONE, null, List.of(), null, false, false);

  private final Connection connection;
  private final HelmSession helm;
  private final CrdCache knownCrds;
  private final Releases releases;
  private final NodeFit nodes;

  /**
   * Reads over the given connection.
   *
   * @param helm renders what a new revision would be; not used where there is nothing to do
   * @param knownCrds CRDs that this process has written before
   */
  public Planner(Connection connection, HelmSession helm, CrdCache knownCrds) {
    this.connection = connection;
    this.helm = helm;
    this.knownCrds = knownCrds;
    this.releases = new Releases(connection);
    this.nodes = new NodeFit(connection.api());
  }

  /**
   * Looks at the cluster as it is now.
   *
   * @param chart the wanted chart
   * @param series where versions between are had from
   * @throws PerconaPgException when a question could not be answered, and values-invalid; what is
   *     in the way of a deploy is in the plan's refusals instead
   */
  public DeployPlan plan(DesiredState desired, Chart chart, ChartSeries series) {
    var unused = ChartValues.of(chart, desired); // a value that does not fit needs no cluster
    try {
      return look(desired, chart, series);
    } catch (KubernetesClientException e) {
      var failure = connection.failure("looking at the cluster", e);
      throw MissingPermissions.ofDeploy(connection, desired, chart, failure);
    } catch (PerconaPgException e) {
      throw MissingPermissions.ofDeploy(connection, desired, chart, e);
    }
  }

  private DeployPlan look(DesiredState desired, Chart chart, ChartSeries series) {
    var mayCreate = desired.input().target().spec().createNamespace();
    var namespace = NamespaceState.read(connection, desired.namespace(), mayCreate);
    var revisions =
        namespace.exists()
            ? releases.revisions(desired.namespace(), desired.release())
            : List.<StoredRevision>of();
    ReleaseChange release;
    try {
      // Of a namespace that goes, each object would only say the same in other words.
      release = namespace.terminating() ? NOTHING : release(desired, namespace, revisions);
    } catch (PerconaPgException e) {
      var route = new UpgradePath(List.of(chart.versions()), e.problems());
      return draft(desired, chart, route, namespace, NOTHING).complete();
    }
    var current = release.current();
    var route =
        current == null
            ? UpgradePath.straight(chart.versions())
            : UpgradePath.of(
                desired.release(),
                DeployPlanBuilder.running(current),
                wanted(desired, chart, release),
                desired.consent(),
                () -> series.before(chart.versions()));
    var next = route.steps().size() > 1 ? series.version(route.steps().get(0).version()) : chart;
    return draft(desired, next, route, namespace, release).complete();
  }

  private ReleaseChange release(
      DesiredState desired, NamespaceState namespace, List<StoredRevision> revisions) {
    var discarded =
        namespace.exists()
            ? new QuarantinedRecords(connection).discarded(desired.namespace(), desired.release())
            : List.<ReleaseRecord>of();
    return ReleasePlanner.decide(revisions, discarded, desired.consent().adopt());
  }

  /** The chart, and the operator that its values are expected to make of it. */
  private static ChartVersion wanted(DesiredState desired, Chart chart, ReleaseChange release) {
    var values = DesiredRelease.of(chart, desired, release.valuesSource()).values();
    var operator = OperatorImage.expected(values, chart.appVersion());
    return new ChartVersion(chart.version(), operator.version());
  }

  private DeployPlanBuilder draft(
      DesiredState desired,
      Chart chart,
      UpgradePath route,
      NamespaceState namespace,
      ReleaseChange release) {
    return new DeployPlanBuilder(
        connection, helm, knownCrds, nodes, desired, chart, route, namespace, release);
  }
}
