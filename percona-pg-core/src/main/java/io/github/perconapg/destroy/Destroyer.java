package io.github.perconapg.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.deploy.Lock;
import io.github.perconapg.deploy.Steps;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.health.OperatorVersion;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.Environment;
import io.github.perconapg.plan.DatabaseClusters;
import io.github.perconapg.plan.NamespaceState;
import io.github.perconapg.plan.WatchedNamespaces;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.HelmSession;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.Releases;
import io.github.perconapg.release.SavedRecords;
import io.github.perconapg.target.Connection;
import java.util.ArrayList;
import java.util.List;

/** Removes a release of this tool, and what it left, without loss. */
public final class Destroyer {

  private final Connection connection;
  private final Environment environment;
  private final EventListener listener;
  private final Releases releases;

  /** Destroys over the given connection and tells the listener. */
  public Destroyer(Connection connection, Environment environment, EventListener listener) {
    this.connection = connection;
    this.environment = environment;
    this.listener = listener;
    this.releases = new Releases(connection);
  }

  /**
   * Destroys. Custom resource definitions stay: deleting them deletes every database of the
   * cluster.
   *
   * @throws io.github.perconapg.problem.PerconaPgException {@code clusters-exist} while databases
   *     exist, {@code foreign-release} when somebody else made the release; nothing was removed
   *     then
   */
  public DestroyResult destroy(DesiredState desired, DestroyOptions options) {
    try {
      return carryOut(desired, Deadline.in(options.timeout()));
    } catch (KubernetesClientException e) {
      throw connection.failure("removing release " + desired.release(), e);
    }
  }

  private DestroyResult carryOut(DesiredState desired, Deadline deadline) {
    var steps = new Steps(listener);
    var kept = new ArrayList<String>();
    var first = namespace(desired);
    var history = history(desired, first);
    if (history.isEmpty() && (!first.createdFor(desired.release()) || first.terminating())) {
      new NamespaceRemoval(connection, deadline, steps)
          .remove(first, desired.release())
          .ifPresent(kept::add);
      return new DestroyResult.Absent(kept);
    }
    refuse(history);
    // Under the lock from here on to the end: a deploy must not find a namespace that goes away.
    try (var helm = new HelmSession(connection, environment, deadline::left)) {
      if (!history.isEmpty()) {
        var unused = helm.helm(); // warms up while the lock is waited for
      }
      try (var lock =
          Lock.take(connection, desired.namespace(), desired.release(), deadline, listener)) {
        remove(desired, new Tools(helm, lock, steps, deadline), kept);
      }
    }
    return steps.done().isEmpty()
        ? new DestroyResult.Absent(kept)
        : new DestroyResult.Destroyed(steps.done(), kept);
  }

  private record Tools(HelmSession helm, Lock lock, Steps steps, Deadline deadline) {}

  private void remove(DesiredState desired, Tools tools, List<String> kept) {
    var history = releases.history(desired.namespace(), desired.release());
    var lease = OperatorVersion.LEASE;
    if (!history.isEmpty()) {
      refuse(history);
      lease = OperatorTarget.of(history.get(0)).lease();
      tellAdopted(history.get(0), kept);
      uninstall(history, tools);
      kept.add("The custom resource definitions stay: without them no database could be restored.");
    }
    if (!lease.isEmpty()) {
      new LeftLease(connection.client()).remove(desired.namespace(), lease);
    }
    new SavedRecords(connection).delete(desired.namespace(), desired.release());
    tools.lock().check();
    new NamespaceRemoval(connection, tools.deadline(), tools.steps())
        .remove(namespace(desired), desired.release())
        .ifPresent(kept::add);
  }

  private void tellAdopted(ReleaseRecord newest, List<String> kept) {
    var adopted = newest.adoptedFrom();
    if (adopted != null) {
      var told =
          "This release was made by somebody else and taken over: "
              + adopted
              + ". The operator that was installed then is removed with it.";
      listener.on(new Event.Warned(told));
      kept.add(told + " What was there before the release stays, its namespace among it.");
    }
  }

  private void refuse(List<ReleaseRecord> history) {
    if (history.isEmpty()) {
      return;
    }
    var newest = history.get(0);
    if (newest.fingerprint() == null) {
      throw Problem.of(
              ProblemCode.FOREIGN_RELEASE,
              "Release " + newest.namespace() + "/" + newest.name() + " was not made by percona-pg",
              "Remove it with the tool that made it.")
          .asException();
    }
    var clusters = new DatabaseClusters(connection).in(WatchedNamespaces.of(history));
    if (!clusters.isEmpty()) {
      throw Problem.of(
              ProblemCode.CLUSTERS_EXIST,
              "Database clusters exist that this operator looks after; without it nobody would"
                  + " finish deleting them",
              "Delete them first, while the operator runs, and wait until they are gone (kubectl"
                  + " delete perconapgcluster NAME -n NAMESPACE); then run again.")
          .facts(
              clusters.stream()
                  .map(c -> c.shown() + (c.state().isEmpty() ? "" : " (" + c.state() + ")"))
                  .toList())
          .asException();
    }
  }

  private void uninstall(List<ReleaseRecord> history, Tools tools) {
    var newest = history.get(0);
    tools.lock().check();
    tools
        .steps()
        .run(
            "release",
            "uninstall " + newest.name(),
            () -> {
              tools.helm().helm().uninstall(newest.namespace(), newest.name());
              var count = history.size();
              return "uninstalled, with "
                  + (count == 1 ? "1 revision" : count + " revisions")
                  + " of history";
            });
    var operator = OperatorTarget.of(newest);
    tools
        .steps()
        .run(
            "operator",
            "wait until its pods are gone",
            () -> new PodsGone(connection, operator, tools.deadline()).await());
  }

  private NamespaceState namespace(DesiredState desired) {
    return NamespaceState.read(
        connection, desired.namespace(), desired.input().target().spec().createNamespace());
  }

  private List<ReleaseRecord> history(DesiredState desired, NamespaceState namespace) {
    return namespace.exists()
        ? releases.history(desired.namespace(), desired.release())
        : List.of();
  }
}
