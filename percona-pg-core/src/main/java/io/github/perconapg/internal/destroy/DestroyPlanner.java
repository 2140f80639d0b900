package io.github.perconapg.internal.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.deploy.Leftovers;
import io.github.perconapg.internal.helm.ChartHooks;
import io.github.perconapg.internal.helm.QuarantinedRecords;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.operator.WatchedNamespaces;
import io.github.perconapg.internal.permission.AccessReview;
import io.github.perconapg.internal.permission.MissingPermissions;
import io.github.perconapg.internal.permission.RequiredPermissions;
import io.github.perconapg.internal.plan.NamespaceState;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Change.Action;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyPlan;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the plan of a destroy: what goes, what stays, and what forbids it. Reads only. */
public final class DestroyPlanner {

  private final Connection connection;
  private final DesiredState desired;
  private final DestroyOptions options;
  private final List<Change> changes = new ArrayList<>();
  private final List<Problem> refusals = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private List<String> survivingBackups = List.of();
  private final List<RenderedObject> going = new ArrayList<>();

  private DestroyPlanner(Connection connection, DesiredState desired, DestroyOptions options) {
    this.connection = connection;
    this.desired = desired;
    this.options = options;
  }

  /**
   * Looks at the cluster as it is now.
   *
   * @throws io.github.perconapg.problem.PerconaPgException when a question is not answered; what is
   *     in the way is in the plan's refusals instead
   */
  public static DestroyPlan plan(
      Connection connection, DesiredState desired, DestroyOptions options) {
    return teardown(connection, desired, options, true).plan();
  }

  /**
   * The same with all that carrying it out needs.
   *
   * @param looksInside whether the plan says what becomes of the namespace, which takes a question
   *     for each kind of the cluster; who removes it asks by itself, when all else is gone
   */
  static ResolvedDestroyPlan teardown(
      Connection connection, DesiredState desired, DestroyOptions options, boolean looksInside) {
    try {
      return new DestroyPlanner(connection, desired, options).complete(looksInside);
    } catch (KubernetesClientException e) {
      var failure = connection.failure("looking at release " + desired.release(), e);
      throw MissingPermissions.ofDestroy(connection, desired, failure);
    } catch (PerconaPgException e) {
      throw MissingPermissions.ofDestroy(connection, desired, e);
    }
  }

  private ResolvedDestroyPlan complete(boolean looksInside) {
    var namespace =
        NamespaceState.read(
            connection, desired.namespace(), desired.input().target().spec().createNamespace());
    var history =
        namespace.exists()
            ? history(connection, desired.namespace(), desired.release())
            : List.<ReleaseRecord>of();
    Set<String> watched = history.isEmpty() ? Set.of() : WatchedNamespaces.of(history);
    var databases = Databases.NONE;
    OperatorLiveness operator = null;
    if (!history.isEmpty()) {
      foreign(history.get(0));
      databases = Databases.read(connection, watched);
      operator = databases.isEmpty() ? null : OperatorLiveness.of(connection, history.get(0));
      databases(databases, operator);
      release(history);
    }
    var crds = crds(history, databases);
    if (looksInside) {
      var newest = history.isEmpty() ? null : history.get(0);
      new NamespaceDeletionPlan(connection, namespace)
          .change(desired.release(), newest, going, leaving(databases))
          .ifPresent(changes::add);
    }
    permissions(history, watched, databases);
    return new ResolvedDestroyPlan(
        new DestroyPlan(desired, changes, named(databases), refusals, notes),
        namespace,
        history,
        watched,
        databases,
        survivingBackups,
        operator,
        crds);
  }

  /** Whether this caller may do all of it; what hinders others as well is said first. */
  private void permissions(List<ReleaseRecord> history, Set<String> watched, Databases databases) {
    if (!refusals.isEmpty()) {
      return;
    }
    var needed = new RequiredPermissions(desired.namespace());
    if (!history.isEmpty()) {
      try {
        connection.requireCredential(options.timeout());
      } catch (PerconaPgException e) {
        refusals.addAll(e.problems());
      }
      needed
          .records()
          .pods()
          .removal(going)
          .hooks(LeftHooks.runningNow(connection, history.get(0)));
    }
    if (!databases.isEmpty()) {
      var kinds = databases.all().map(CustomResource::kind).distinct().toList();
      var finalizers = options.forceFinalizers() || options.removeDataFinalizers();
      needed.deleteDatabases(watched, kinds, finalizers);
    }
    if (options.deleteCrds()) {
      needed.deleteDefinitions();
    }
    refusals.addAll(new AccessReview(connection).missing(needed.all(), "this destroy"));
  }

  private void foreign(ReleaseRecord newest) {
    if (newest.fingerprint() == null) {
      refusals.add(
          Problem.of(
              ProblemCode.FOREIGN_RELEASE,
              "Release " + newest.namespace() + "/" + newest.name() + " was not made by percona-pg",
              "Remove it with the tool that made it."));
    }
    var adopted = newest.adoptedFrom();
    if (adopted != null) {
      notes.add(
          "This release was made by another tool and adopted: "
              + adopted
              + ". The operator that was installed then is removed with it. What was there before"
              + " the release stays, its namespace among it.");
    }
  }

  /** Returns the UIDs of the databases that this destroy deletes. */
  private Set<String> leaving(Databases databases) {
    return options.clusters() == ClusterPolicy.DELETE ? databases.uids() : Set.of();
  }

  /** Names each database that this destroy deletes, with its UID. */
  private List<String> named(Databases databases) {
    return options.clusters() == ClusterPolicy.DELETE
        ? databases.all().map(object -> object.shown() + " (" + object.uid() + ")").toList()
        : List.of();
  }

  private void databases(Databases found, @Nullable OperatorLiveness operator) {
    if (operator == null) {
      return;
    }
    var rules = new DatabaseRules(connection, options, found, operator);
    refusals.addAll(rules.refusals());
    changes.addAll(rules.changes());
    survivingBackups = rules.survivingBackups();
  }

  private void release(List<ReleaseRecord> history) {
    var newest = history.get(0);
    changes.add(
        Change.of(
            Action.DELETE,
            "Release",
            newest.name(),
            "chart %s %s, %s of history"
                .formatted(newest.chartName(), newest.chartVersion(), revisions(history))));
    for (var object :
        RenderedObjects.of(newest.manifest(), newest.namespace(), connection.discovery())) {
      if (Leftovers.isKept(object)) {
        keep(object);
      } else {
        goes(object, "goes with the release");
      }
    }
    var leftovers = leftovers(connection, history);
    for (var leftover : leftovers.found()) {
      goes(leftover.object(), "left by revision " + leftover.revision());
    }
    notes.addAll(leftovers.kept());
    for (var hook : LeftHooks.of(connection, history)) {
      changes.add(
          Change.of(
              Action.KEEP,
              hook.kind(),
              hook.name(),
              "a hook of the chart, which Helm leaves; delete it by hand afterwards"));
    }
    notes.addAll(ChartHooks.notes(LeftHooks.runningNow(connection, newest), newest.namespace()));
  }

  /**
   * Returns the records of a release, newest first. A run that ended after it had discarded one of
   * ours left objects, which only what it kept of that record tells.
   */
  static List<ReleaseRecord> history(Connection connection, String namespace, String release) {
    var history = new ArrayList<>(new Releases(connection).history(namespace, release));
    new QuarantinedRecords(connection)
        .discarded(namespace, release).stream().filter(ReleaseRecord::ours).forEach(history::add);
    return history;
  }

  private void goes(RenderedObject object, String why) {
    going.add(object);
    changes.add(Change.of(Action.DELETE, object.kind(), object.name(), why));
  }

  /** Helm leaves it where it is, so the namespace that it is in stays, too. */
  private void keep(RenderedObject object) {
    changes.add(
        Change.of(
            Action.KEEP,
            object.kind(),
            object.name(),
            "its annotation " + Leftovers.POLICY + " says so"));
  }

  /** Returns what revisions before the newest one made, and Helm does not uninstall with it. */
  static Leftovers leftovers(Connection connection, List<ReleaseRecord> history) {
    var leftovers = new Leftovers(connection, history.get(0));
    history.stream().skip(1).forEach(previous -> leftovers.of(previous, true));
    return leftovers;
  }

  static String revisions(List<ReleaseRecord> history) {
    return history.size() == 1 ? "1 revision" : history.size() + " revisions";
  }

  private CrdDeletionPlan crds(List<ReleaseRecord> history, Databases databases) {
    if (!options.deleteCrds()) {
      if (!history.isEmpty()) {
        changes.add(
            Change.of(
                Action.KEEP,
                "CustomResourceDefinition",
                "all",
                "without them no database could be restored"));
      }
      return CrdDeletionPlan.none();
    }
    var own =
        history.isEmpty()
            ? Set.<String>of()
            : Set.of(desired.namespace() + "/" + OperatorTarget.of(history.get(0)).deployment());
    var leaving = databases.uids();
    var crds = CrdDeletionPlan.of(connection, own, leaving);
    refusals.addAll(crds.refusals());
    crds.crds()
        .forEach(
            crd ->
                changes.add(
                    Change.of(Action.DELETE, "CustomResourceDefinition", crd.name(), "requested")));
    return crds;
  }
}
