package io.github.perconapg.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.chart.Chart;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.plan.Change.Action;
import io.github.perconapg.plan.ReleaseChange.Verb;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.ReleaseStatus;
import io.github.perconapg.release.Releases;
import io.github.perconapg.target.ApiRequests;
import io.github.perconapg.target.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes a plan from the desired state, its chart, and the cluster. Reads only. */
public final class Planner {

  private final Connection connection;
  private final ApiRequests api;
  private final Releases releases;

  /** Reads over the given connection. */
  public Planner(Connection connection) {
    this.connection = connection;
    this.api = new ApiRequests(connection.client());
    this.releases = new Releases(connection);
  }

  /**
   * Looks at the cluster as it is now.
   *
   * @param values the release's values, from the chart package
   * @param notes what was noticed while the chart and values were read
   * @throws PerconaPgException when a question could not be answered; what is in the way of a
   *     deploy is in the plan's refusals instead
   */
  public DeployPlan plan(
      DesiredState desired, Chart chart, Map<String, Object> values, List<String> notes) {
    try {
      return new Draft(desired, chart, values, notes).complete();
    } catch (KubernetesClientException e) {
      throw connection.failure("looking at the cluster", e);
    }
  }

  /** The parts of one plan while they are gathered. */
  private final class Draft {
    private final DesiredState desired;
    private final Chart chart;
    private final Map<String, Object> values;
    private final String fingerprint;
    private final List<Change> changes = new ArrayList<>();
    private final List<Problem> refusals = new ArrayList<>();
    private final List<String> notes;
    private final List<String> paused = new ArrayList<>();

    Draft(DesiredState desired, Chart chart, Map<String, Object> values, List<String> notes) {
      this.desired = desired;
      this.chart = chart;
      this.values = values;
      this.notes = new ArrayList<>(notes);
      this.fingerprint = Fingerprint.of(chart, values, desired.namespace(), desired.release());
    }

    DeployPlan complete() {
      var mayCreate = desired.input().target().spec().createNamespace();
      var namespace = NamespaceState.read(connection, desired.namespace(), mayCreate);
      changes.add(namespace.change());
      refusals.addAll(namespace.refusals(mayCreate));
      var history =
          namespace.exists()
              ? releases.history(desired.namespace(), desired.release())
              : List.<ReleaseRecord>of();
      var crds = planCrds(history);
      var release = planRelease(history, namespace.exists());
      var shown =
          new Plan(
              desired,
              chart.name() + " " + chart.version() + " (" + chart.origin() + ")",
              changes,
              refusals,
              notes);
      return new DeployPlan(shown, chart, values, fingerprint, namespace, crds, release);
    }

    private List<CrdChange> planCrds(List<ReleaseRecord> history) {
      var proven = CrdGenerations.parse(history.isEmpty() ? null : history.get(0).crdGenerations());
      var planner = new CrdPlanner(api, desired.crds(), proven);
      planner.plan(chart.crds());
      changes.addAll(planner.changes);
      refusals.addAll(planner.refusals);
      if (desired.crds() == CrdPolicy.SKIP) {
        notes.add("Custom resource definitions were not looked at (crds=skip).");
      }
      return planner.writes;
    }

    private ReleaseChange planRelease(List<ReleaseRecord> history, boolean namespaceExists) {
      ReleaseChange decided;
      try {
        decided = ReleasePlanner.decide(history);
      } catch (PerconaPgException e) {
        refusals.addAll(e.problems());
        return new ReleaseChange(Verb.NONE, null, List.of());
      }
      for (var record : decided.abandoned()) {
        changes.add(
            Change.of(
                Action.RECOVER,
                "ReleaseRecord",
                record.secret().name(),
                "left " + record.status() + " by a run that did not end; saved, then deleted"));
      }
      return decided.action() == Verb.INSTALL
          ? install(decided, namespaceExists)
          : upgrade(decided);
    }

    private ReleaseChange install(ReleaseChange decided, boolean namespaceExists) {
      changes.add(release(Action.CREATE, "install chart " + chart.version(), List.of()));
      if (namespaceExists) {
        var expected =
            ChartObjects.expected(values, chart.name(), desired.release(), desired.namespace());
        refusals.addAll(
            new LiveObjects(api).foreign(expected, desired.release(), desired.namespace()));
      }
      return decided;
    }

    private ReleaseChange upgrade(ReleaseChange decided) {
      var current = Objects.requireNonNull(decided.current());
      var change = upgrade(decided, current);
      if (change.action() != Verb.NONE && !paused.isEmpty()) {
        refusals.add(
            Problem.of(
                    ProblemCode.OPERATOR_PAUSED,
                    "Release "
                        + desired.release()
                        + " has something to do, and its operator is"
                        + " paused by hand, which a deploy would end",
                    "Start it again (kubectl scale --replicas=1), then run again; nothing is done"
                        + " while it is paused.")
                .facts(paused));
      }
      return change;
    }

    private ReleaseChange upgrade(ReleaseChange decided, ReleaseRecord current) {
      VersionStep.refusal(desired.release(), current.chartVersion(), chart.version())
          .ifPresent(refusals::add);
      var objects = RenderedObjects.of(current.manifest(), desired.namespace());
      var drift = new LiveObjects(api).drift(objects);
      paused.addAll(drift.paused());
      notes.addAll(paused);
      if (!decided.abandoned().isEmpty() || current.status() != ReleaseStatus.DEPLOYED) {
        changes.add(release(Action.UPDATE, "upgrade, to end what was begun", drift.differences()));
        return decided;
      }
      if (!fingerprint.equals(current.fingerprint())) {
        var what = "upgrade to chart " + chart.version() + " and the manifest's values";
        changes.add(release(Action.UPDATE, what, drift.differences()));
        return decided;
      }
      if (!drift.differences().isEmpty()) {
        changes.add(release(Action.UPDATE, "upgrade, to repair drift", drift.differences()));
        return decided;
      }
      var proven = fingerprint.equals(current.provenFingerprint());
      changes.add(
          proven
              ? release(
                  Action.UNCHANGED, "revision " + current.revision() + " is proven", List.of())
              : release(
                  Action.PROVE, "revision " + current.revision() + " is to be proven", List.of()));
      return new ReleaseChange(proven ? Verb.NONE : Verb.PROVE, current, List.of());
    }

    private Change release(Action action, String summary, List<String> details) {
      return new Change(action, "Release", desired.release(), summary, details);
    }
  }
}
