package io.github.perconapg.internal.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.helm.ChartHooks;
import io.github.perconapg.internal.helm.DesiredRelease;
import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.helm.StoredRevision;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.plan.ReleaseChange.Verb;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Change.Action;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.problem.PerconaPgException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans a rollback to a stored revision. Reads only. CRDs are never rolled back; a revision that
 * those on the cluster do not serve any more is refused.
 */
public final class RollbackPlanner implements AutoCloseable {

  private final Connection connection;
  private final HelmSession helm;
  private final Path temporary;
  private final Releases releases;
  private @Nullable RollbackOperation restoration;
  private @Nullable ReleaseRecord restored;

  /**
   * Reads over the given connection.
   *
   * @param helm renders stored charts
   * @param temporary where private temporary folders are made
   */
  public RollbackPlanner(Connection connection, HelmSession helm, Path temporary) {
    this.connection = connection;
    this.helm = helm;
    this.temporary = temporary;
    this.releases = new Releases(connection);
  }

  /**
   * Looks at the cluster as it is now.
   *
   * @param revision the revision to go back to; null for the newest proven one that is another than
   *     the current one
   * @throws PerconaPgException {@code revision-unknown}, {@code foreign-release}; what else is in
   *     the way is in the plan's refusals
   */
  public DeployPlan plan(DesiredState desired, @Nullable Integer revision) {
    try {
      var namespace = NamespaceState.read(connection, desired.namespace(), false);
      if (namespace.terminating()) {
        throw new PerconaPgException(namespace.refusals(false), null);
      }
      var stored =
          namespace.exists()
              ? releases.revisions(desired.namespace(), desired.release())
              : List.<StoredRevision>of();
      var release = ReleasePlanner.decide(stored, desired.consent().adopt());
      var targets = new RollbackTarget(desired, revision);
      var current = release.current();
      if (current == null) {
        throw targets.none("there is no current revision");
      }
      var target = targets.of(stored, current);
      return draft(desired, namespace, release, current, target);
    } catch (KubernetesClientException e) {
      throw connection.failure("looking at the cluster", e);
    }
  }

  @Override
  public void close() {
    if (restoration != null) {
      restoration.close();
    }
  }

  private DeployPlan draft(
      DesiredState desired,
      NamespaceState namespace,
      ReleaseChange release,
      ReleaseRecord current,
      ReleaseRecord target) {
    var findings = new PlanFindings();
    var operation = restoration(target).operation(helm);
    var chart =
        new Chart(
            target.chartName(),
            target.chartVersion(),
            target.appVersion(),
            null,
            "",
            List.of(),
            Map.of(),
            operation.chart(),
            "revision " + target.revision());
    var wanted =
        new DesiredRelease(
            target.userValues(),
            target.keptValues(),
            target.adoptedFrom(),
            Objects.requireNonNullElse(target.fingerprint(), ""),
            List.of());
    findings.changes.add(namespace.change());
    findings.changes.addAll(ReleaseChangeSummary.abandoned(release.abandoned()));
    var objects =
        RenderedObjects.of(target.manifest(), desired.namespace(), connection.discovery());
    var hooks = RenderedObjects.of(target.hooks(), desired.namespace(), connection.discovery());
    var previous =
        RenderedObjects.of(current.manifest(), desired.namespace(), connection.discovery());
    var live = new LiveObjects(connection.api());
    var drift = live.drift(previous, desired.namespace(), Admission.byDryRun(connection));
    drift.refusal(desired).ifPresent(findings.refusals::add);
    var inForce =
        release.abandoned().isEmpty()
            && current.status() == ReleaseStatus.DEPLOYED
            && current.revision() == target.revision()
            && drift.changes().isEmpty();
    var change = release.action(inForce ? Verb.NONE : Verb.UPGRADE);
    findings.changes.add(outline(change, desired, current, target, wanted));
    var guards = new RollbackRefusals(connection, desired, findings);
    if (inForce) {
      findings.changes.addAll(drift.unchanged());
    } else {
      new ObjectPlanner(connection, live, desired, true, true, findings)
          .revision(objects, previous);
      guards.look(current, target, objects);
      var all = Stream.concat(objects.stream(), previous.stream()).toList();
      var preflight = new Preflight(connection, new NodeFit(connection.api()), findings);
      preflight.credential(helm.left());
      var running = ChartHooks.running(hooks, "upgrade");
      preflight.permissions(namespace, List.of(), all, running, "rollback");
      findings.notes.addAll(ChartHooks.notes(hooks, desired.namespace()));
    }
    return new DeployPlan(
        findings.plan(desired, chart, List.of()),
        chart,
        wanted,
        operation,
        Stream.concat(objects.stream(), hooks.stream()).toList(),
        namespace,
        List.of(),
        drift,
        change,
        List.of(),
        guards.clusters(),
        target.revision());
  }

  private static Change outline(
      ReleaseChange change,
      DesiredState desired,
      ReleaseRecord current,
      ReleaseRecord target,
      DesiredRelease wanted) {
    var worded =
        ReleaseChangeSummary.release(change, desired.release(), target.chartVersion(), wanted);
    return change.action() == Verb.NONE
        ? worded
        : Change.of(
                Action.UPDATE,
                "Release",
                desired.release(),
                "restore revision " + target.revision() + " over revision " + current.revision())
            .fields(worded.fields());
  }

  private RollbackOperation restoration(ReleaseRecord target) {
    var known = restoration;
    if (known == null || !target.equals(restored)) {
      close();
      known = RollbackOperation.of(releases, target, temporary);
      restoration = known;
      restored = target;
    }
    return known;
  }
}
