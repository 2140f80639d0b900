package io.github.perconapg.internal.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.deploy.Leftovers;
import io.github.perconapg.internal.deploy.Uninstall;
import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.QuarantinedRecords;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.operator.OperatorVersion;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.ReleaseLock;
import io.github.perconapg.internal.run.Steps;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyPlan;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.Environment;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Removes a release of this tool, and what it left, without loss. */
public final class Destroyer {

  private final Connection connection;
  private final Function<Deadline, HelmSession> helm;
  private final EventListener listener;

  /** Destroys over the given connection and tells the listener. */
  public Destroyer(Connection connection, Environment environment, EventListener listener) {
    this(
        connection, deadline -> new HelmSession(connection, environment, deadline::left), listener);
  }

  Destroyer(Connection connection, Function<Deadline, HelmSession> helm, EventListener listener) {
    this.connection = connection;
    this.helm = helm;
    this.listener = listener;
  }

  /**
   * Destroys: plans, and carries the plan out when there is something to remove.
   *
   * @param agreed the plan that the caller agreed to; null for none
   * @throws PerconaPgException the plan's refusals, and nothing was removed then; {@code
   *     finalizers-left} and the like when it does not come to its end, which the next destroy goes
   *     on to
   */
  public DestroyResult destroy(
      DesiredState desired, DestroyOptions options, @Nullable DestroyPlan agreed) {
    return connection.within(options.timeout(), () -> inTime(desired, options, agreed));
  }

  private DestroyResult inTime(
      DesiredState desired, DestroyOptions options, @Nullable DestroyPlan agreed) {
    var deadline = Deadline.in(options.timeout());
    try {
      var first = accepted(DestroyPlanner.teardown(connection, desired, options, true), agreed);
      listener.on(new Event.Planned(first.plan().outline()));
      first.plan().notes().forEach(note -> listener.on(new Event.Warned(note)));
      if (first.plan().nothingToDo()) {
        return new DestroyResult.Absent(kept(first));
      }
      return carryOut(
          first,
          () -> accepted(DestroyPlanner.teardown(connection, desired, options, false), agreed),
          new Run(options, deadline));
    } catch (KubernetesClientException e) {
      throw connection.failure("removing release " + desired.release(), e);
    }
  }

  private record Run(DestroyOptions options, Deadline deadline) {}

  private static ResolvedDestroyPlan accepted(
      ResolvedDestroyPlan teardown, @Nullable DestroyPlan agreed) {
    if (!teardown.plan().refusals().isEmpty()) {
      throw new PerconaPgException(teardown.plan().refusals(), null);
    }
    if (agreed != null && !teardown.plan().doesTheSameAs(agreed)) {
      throw stale(teardown.plan(), agreed);
    }
    return teardown;
  }

  private static PerconaPgException stale(DestroyPlan now, DestroyPlan agreed) {
    var facts = new ArrayList<String>();
    added(agreed.outline(), now.outline()).map("now: "::concat).forEach(facts::add);
    added(now.outline(), agreed.outline()).map("planned: "::concat).forEach(facts::add);
    added(agreed.databases(), now.databases()).map("now: "::concat).forEach(facts::add);
    added(now.databases(), agreed.databases()).map("planned: "::concat).forEach(facts::add);
    return Problem.of(
            ProblemCode.PLAN_STALE,
            "The cluster changed after the plan was made, and the plan no longer fits it",
            "Look at a new plan, then run again.")
        .facts(facts)
        .asException();
  }

  private static Stream<String> added(List<String> before, List<String> after) {
    return after.stream().filter(line -> !before.contains(line));
  }

  /** Under the lock to the end: a deploy must not find a namespace that goes away. */
  private DestroyResult carryOut(
      ResolvedDestroyPlan first, Supplier<ResolvedDestroyPlan> again, Run run) {
    var desired = first.plan().desired();
    var namespace = first.namespace();
    if (!namespace.exists() || namespace.terminating()) {
      return carryOut(first, null, null, run); // nothing but CRDs, and no place for a lock
    }
    try (var session = helm.apply(run.deadline())) {
      if (!first.history().isEmpty()) {
        var unused = session.helm(); // warms up while the lock is waited for
      }
      try (var lock =
          ReleaseLock.take(
              connection, desired.namespace(), desired.release(), run.deadline(), listener)) {
        return carryOut(again.get(), session, lock, run);
      }
    }
  }

  private DestroyResult carryOut(
      ResolvedDestroyPlan plan, @Nullable HelmSession helm, @Nullable ReleaseLock lock, Run run) {
    var steps = new Steps(listener);
    var kept = new ArrayList<>(plan.plan().notes());
    var desired = plan.plan().desired();
    if (!plan.databases().isEmpty()) {
      check(lock);
      var removal =
          new DatabaseRemoval(
              connection, plan, run.options(), run.deadline(), listener, () -> check(lock));
      steps.run("databases", "delete restores, backups and clusters", removal::run);
      kept.addAll(survivors(plan, run.deadline()));
      refuseNew(plan);
    }
    var lease = OperatorVersion.LEASE;
    if (helm != null && lock != null && !plan.history().isEmpty()) {
      lease = OperatorTarget.of(plan.history().get(0)).lease();
      uninstall(plan.history(), helm, lock, steps, run.deadline(), kept);
    }
    var ours = !plan.history().isEmpty() || plan.namespace().createdFor(desired.release());
    if (ours) {
      check(lock);
    }
    if (ours && !lease.isEmpty()) {
      new OrphanedLease(connection.api()).remove(desired.namespace(), lease);
    }
    if (ours) {
      new QuarantinedRecords(connection).delete(desired.namespace(), desired.release());
    }
    if (!plan.crds().crds().isEmpty()) {
      check(lock);
      var removal = new CrdRemoval(connection, run.deadline(), listener);
      steps.run("CRDs", "delete " + plan.crds().crds().size(), removal::run);
    } else if (!plan.history().isEmpty()) {
      kept.add("The CRDs stay: without them no database could be restored.");
    }
    check(lock);
    new NamespaceRemoval(connection, run.deadline(), steps, listener)
        .remove(plan.namespace(), desired.release(), !plan.history().isEmpty())
        .ifPresent(kept::add);
    return steps.done().isEmpty()
        ? new DestroyResult.Absent(kept)
        : new DestroyResult.Destroyed(steps.done(), kept);
  }

  /** Deleting may have taken minutes, in which another database may have been created. */
  private void refuseNew(ResolvedDestroyPlan plan) {
    var found = Databases.read(connection, plan.watched());
    if (!found.isEmpty()) {
      throw Problem.of(
              ProblemCode.CLUSTERS_EXIST,
              "Databases were made while others were deleted; the operator stays for them",
              "Run again to delete these as well.")
          .facts(found.all().map(CustomResource::shown).toList())
          .asException();
    }
  }

  private static void check(@Nullable ReleaseLock lock) {
    if (lock != null) {
      lock.check();
    }
  }

  /** Returns what the deleted clusters leave, a sentence each. */
  private List<String> survivors(ResolvedDestroyPlan plan, Deadline deadline) {
    var clusters = plan.databases().declared();
    var deleted = plan.databases().uids();
    var sentences =
        new ArrayList<>(new LeftPods(connection, deadline, listener).await(clusters, deleted));
    for (var cluster : clusters) {
      var volumes = ClusterData.of(connection, cluster, deleted).volumes();
      var stay = volumes.stream().filter(ClusterVolume::stays).toList();
      if (!stay.isEmpty()) {
        sentences.add("Volumes of " + cluster.shown() + " stay: " + ClusterData.names(stay) + ".");
      }
      volumes.stream()
          .filter(volume -> !volume.stays())
          .forEach(volume -> sentences.add(cluster.shown() + ": " + volume.loss() + "."));
    }
    sentences.addAll(plan.survivingBackups());
    return sentences;
  }

  /** Why what is there stays, where nothing was to be removed. */
  private static List<String> kept(ResolvedDestroyPlan plan) {
    return plan.plan().changes().stream()
        .filter(change -> change.action() == Change.Action.KEEP)
        .filter(change -> change.kind().equals("Namespace"))
        .map(
            change ->
                "Namespace "
                    + change.name()
                    + (plan.namespace().terminating() ? ": " : " stays: ")
                    + String.join("; ", prepend(change.summary(), change.details()))
                    + ".")
        .toList();
  }

  private static List<String> prepend(String first, List<String> more) {
    var all = new ArrayList<>(List.of(first));
    all.addAll(more);
    return all;
  }

  private void uninstall(
      List<ReleaseRecord> history,
      HelmSession helm,
      ReleaseLock lock,
      Steps steps,
      Deadline deadline,
      List<String> kept) {
    var newest = history.get(0);
    steps.run(
        "release",
        "uninstall " + newest.name(),
        () -> {
          // Before the records that name them are gone: a destroy that is killed here finds them.
          kept.addAll(DestroyPlanner.leftovers(connection, history).remove(lock));
          new Uninstall(helm, new Releases(connection), lock)
              .run(newest.namespace(), newest.name());
          // Helm takes a 404 of whatever stands before the API server for its own.
          kept.addAll(new Leftovers(connection, null).of(newest, true).remove(lock));
          return "uninstalled, with " + DestroyPlanner.revisions(history) + " of history";
        });
    var operator = OperatorTarget.of(newest);
    steps.run(
        "operator",
        "wait until its pods are gone",
        () -> new PodsGone(connection, operator, deadline).await());
  }
}
