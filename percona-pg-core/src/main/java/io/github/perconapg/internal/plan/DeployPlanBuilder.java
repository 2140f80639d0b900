package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.chart.ChartVersion;
import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.internal.crd.CrdChange;
import io.github.perconapg.internal.crd.CrdGenerations;
import io.github.perconapg.internal.crd.CrdKinds;
import io.github.perconapg.internal.crd.CrdPlanner;
import io.github.perconapg.internal.helm.ChartHooks;
import io.github.perconapg.internal.helm.ChartObjects;
import io.github.perconapg.internal.helm.DesiredRelease;
import io.github.perconapg.internal.helm.Helm;
import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.internal.operator.OperatorImage;
import io.github.perconapg.internal.operator.WatchedNamespaces;
import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.internal.plan.ReleaseChange.Verb;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.problem.PerconaPgException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers the parts of one plan, in the order in which one needs the other. */
final class DeployPlanBuilder {

  private final Connection connection;
  private final HelmSession helm;
  private final CrdCache knownCrds;
  private final DesiredState desired;
  private final Chart chart;
  private final UpgradePath route;
  private final NamespaceState namespace;
  private final DesiredRelease wanted;
  private final Helm.Operation operation;
  private final PlanFindings findings = new PlanFindings();
  private ReleaseChange release;
  private final NodeFit nodes;
  private final LiveObjects live;
  private List<RenderedObject> previous = List.of();
  private List<RenderedObject> rendered = List.of();
  private List<RenderedObject> hooks = List.of();
  private List<Adoption> adoptions = List.of();
  private Drift drift = Drift.NONE;
  private @Nullable List<CustomResource> clusters;

  DeployPlanBuilder(
      Connection connection,
      HelmSession helm,
      CrdCache knownCrds,
      NodeFit nodes,
      DesiredState desired,
      Chart chart,
      UpgradePath route,
      NamespaceState namespace,
      ReleaseChange release) {
    this.connection = connection;
    this.helm = helm;
    this.knownCrds = knownCrds;
    this.nodes = nodes;
    this.live = new LiveObjects(connection.api());
    this.desired = desired;
    this.chart = chart;
    this.route = route;
    this.namespace = namespace;
    this.release = release;
    this.wanted = DesiredRelease.of(chart, desired, release.valuesSource());
    this.operation = wanted.operation(chart, desired);
  }

  DeployPlan complete() {
    findings.changes.add(namespace.change());
    findings.refusals.addAll(namespace.refusals(desired.input().target().spec().createNamespace()));
    findings.refusals.addAll(route.refusals());
    findings.notes.addAll(wanted.notes());
    ReleaseChangeSummary.left(release).ifPresent(findings.notes::add);
    settle();
    if (release.needsHelm()) {
      warmUp();
      server();
    }
    var crds = crds();
    findings.changes.addAll(ReleaseChangeSummary.abandoned(release.abandoned()));
    findings.changes.add(
        ReleaseChangeSummary.release(release, desired.release(), chart.version(), wanted));
    if (release.needsHelm()) {
      revision(crds);
    } else {
      operator(crds, previous);
      findings.changes.addAll(drift.unchanged());
      if (release.action() == Verb.PROVE || !crds.writes.isEmpty()) {
        new Preflight(connection, nodes, findings)
            .permissions(namespace, crds.writes, previous, List.of(), "deploy");
      }
    }
    findings.notes.addAll(drift.extras());
    return new DeployPlan(
        CleanPlan.of(
            findings.plan(desired, chart, route.versions()), new Outlet(connection.redactor())),
        chart,
        wanted,
        operation,
        Stream.concat(rendered.stream(), hooks.stream()).toList(),
        namespace,
        crds.writes,
        drift,
        release,
        adoptions,
        clusters,
        null);
  }

  /** Whether an upgrade is one, or the current revision is the desired one. */
  private void settle() {
    var current = release.current();
    if (current == null) {
      return;
    }
    previous = objects(current.manifest());
    drift = live.drift(previous, desired.namespace(), Admission.byDryRun(connection));
    drift.refusal(desired).ifPresent(findings.refusals::add);
    if (drift.changes().isEmpty()) {
      release = ReleasePlanner.settle(release, wanted.fingerprint(), () -> isAsRendered(current));
    }
  }

  /**
   * Tells whether a revision holds only what its chart renders. A run that finds more in what it
   * wrote fails, and cannot always undo it; what it refused, the next one must not accept unseen.
   */
  private boolean isAsRendered(ReleaseRecord current) {
    try {
      var chartRenders = helm.render(operation, List.of(), current.revision() - 1);
      var planned = new ArrayList<>(rendered(chartRenders.manifest()));
      planned.addAll(rendered(chartRenders.hooks()));
      var more = UnplannedObjects.find(planned, current, connection.discovery());
      more.ifPresent(
          problem ->
              findings.notes.add(
                  "Revision %d was never verified and is replaced, since its chart renders something else now: %s."
                      .formatted(current.revision(), String.join(", ", problem.facts()))));
      return more.isEmpty();
    } catch (PerconaPgException e) {
      findings.blocked.addAll(e.problems());
      return true;
    }
  }

  /**
   * Begins to fork the worker. Where Helm cannot run, the rest of the plan is made all the same.
   */
  private void warmUp() {
    try {
      var unused = helm.helm();
    } catch (PerconaPgException e) {
      findings.blocked.addAll(e.problems());
    }
  }

  private void server() {
    var version = connection.serverVersion();
    KubernetesVersionCheck.refusal(chart, version).ifPresent(findings.refusals::add);
    KubernetesVersionCheck.note(chart, version).ifPresent(findings.notes::add);
  }

  private CrdPlanner crds() {
    var current = release.current();
    var proven = CrdGenerations.parse(current == null ? null : current.crdGenerations());
    var planner = new CrdPlanner(connection.api(), desired.crds(), knownCrds, proven);
    planner.plan(chart);
    findings.changes.addAll(planner.changes);
    findings.refusals.addAll(planner.refusals);
    if (desired.crds() == CrdPolicy.SKIP) {
      findings.notes.add("CRDs were not looked at (crds=skip).");
    }
    return planner;
  }

  /**
   * Finds out which operator would run, now that its image is known, and judges it.
   *
   * @param objects those that the operator would be made of
   */
  private OperatorImage operator(CrdPlanner crds, List<RenderedObject> objects) {
    var isRendered = objects.stream().anyMatch(object -> !object.content().isEmpty());
    var operator =
        isRendered
            ? OperatorImage.of(objects, chart.appVersion())
            : OperatorImage.expected(wanted.values(), chart.appVersion());
    if (release.needsHelm() || operator.known()) {
      operator.note(chart.appVersion()).ifPresent(findings.notes::add);
    }
    crds.notServing(chart, operator.version()).ifPresent(findings.refusals::add);
    var current = release.current();
    var judged = route.steps().get(0).appVersion();
    if (current != null && release.needsHelm() && !operator.version().equals(judged)) {
      var step = new ChartVersion(chart.version(), operator.version());
      var consent = desired.consent();
      findings.refusals.addAll(
          UpgradePath.of(desired.release(), running(current), step, consent, List::of).refusals());
    }
    return operator;
  }

  /** A revision's chart, and the operator that runs. */
  static ChartVersion running(ReleaseRecord current) {
    return new ChartVersion(current.chartVersion(), OperatorImage.of(current).version());
  }

  private void revision(CrdPlanner crds) {
    var writes = crds.writes;
    rendered = render(writes);
    var operator = operator(crds, rendered);
    var objects =
        new ObjectPlanner(
            connection, live, desired, namespace.exists(), release.recorded(), findings);
    objects.revision(rendered, previous);
    adoptions = objects.adoptions;
    var neighbours = new CoexistenceCheck(connection, desired, findings);
    var current = release.current();
    var before = current == null ? null : WatchedNamespaces.of(current);
    var watched = neighbours.watched(watchedThen(), current);
    var scopeIsNew = !watched.equals(before);
    var versionIsNew = current == null || !running(current).appVersion().equals(operator.version());
    if (versionIsNew) {
      clusters =
          writes.stream().anyMatch(DeployPlanBuilder::createsClusters)
              ? List.of()
              : neighbours.clusters(watched, operator.version(), route.steps());
    }
    if (versionIsNew || scopeIsNew) {
      neighbours.moved(watched, operator.version());
    }
    if (versionIsNew || scopeIsNew || !writes.isEmpty()) {
      neighbours.operators(watched, rendered, previous, writes, chart, scopeIsNew);
    }
    RecordSize.refusal(chart, rendered).ifPresent(findings.refusals::add);
    var preflight = new Preflight(connection, nodes, findings);
    preflight.credential(helm.left());
    preflight.pod(namespace, rendered, previous);
    preflight.permissions(
        namespace,
        writes,
        Stream.concat(rendered.stream(), previous.stream()).toList(),
        ChartHooks.running(hooks, release.revision() == 0 ? "install" : "upgrade"),
        "deploy");
  }

  private List<RenderedObject> rendered(String documents) {
    return RenderedObjects.rendered(documents, desired.namespace(), connection.discovery());
  }

  private List<RenderedObject> objects(String manifest) {
    return RenderedObjects.of(manifest, desired.namespace(), connection.discovery());
  }

  /** Without their CRD, no cluster can exist yet. */
  private static boolean createsClusters(CrdChange write) {
    return write.creates() && CustomResources.CLUSTERS.endsWith("/" + write.crd().plural());
  }

  private Set<String> watchedThen() {
    return rendered.stream().anyMatch(object -> !object.content().isEmpty())
        ? WatchedNamespaces.of(rendered, desired.namespace())
        : ChartObjects.watched(wanted.values(), desired.namespace());
  }

  /**
   * Returns what Helm renders; where it cannot run, the objects that the chart is known to have, by
   * name.
   */
  private List<RenderedObject> render(List<CrdChange> writes) {
    if (findings.blocked.isEmpty()) {
      try {
        var kinds = CrdKinds.of(chart, writes.stream().map(CrdChange::crd).toList());
        var chartRenders = helm.render(operation, kinds, release.revision());
        hooks = rendered(chartRenders.hooks());
        findings.notes.addAll(ChartHooks.notes(hooks, desired.namespace()));
        return rendered(chartRenders.manifest());
      } catch (PerconaPgException e) {
        findings.refusals.addAll(e.problems());
      }
    }
    return ChartObjects.expected(
        wanted.values(), chart.name(), desired.release(), desired.namespace());
  }
}
