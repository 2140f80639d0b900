package io.github.perconapg.internal.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.Event;
import io.github.perconapg.internal.diagnosis.SnapshotReader;
import io.github.perconapg.internal.evidence.Evidence;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.internal.operator.OperatorImage;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.operator.WatchedNamespaces;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.internal.plan.ReleaseChange.Verb;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Handles the failure of a deploy: keeps evidence first, then undoes the revision that this run
 * wrote if that is safe. It uninstalls a first install, rolls an upgrade back to the newest
 * verified revision, or leaves everything as it is and says why.
 */
final class Remediation {

  /** Failures of the connection or of this run, which say nothing about the operator. */
  private static final Set<ProblemCode> NOT_THE_OPERATORS =
      Set.of(
          ProblemCode.API_SERVER_UNREACHABLE,
          ProblemCode.API_ERROR,
          ProblemCode.CERTIFICATE_NOT_TRUSTED,
          ProblemCode.CERTIFICATE_EXPIRED,
          ProblemCode.CREDENTIAL_REJECTED,
          ProblemCode.CREDENTIAL_EXPIRED,
          ProblemCode.EXEC_PLUGIN_FAILED,
          ProblemCode.WORKER_FAILED,
          ProblemCode.LOCKED,
          ProblemCode.OPERATOR_PAUSED,
          ProblemCode.CONFLICT,
          ProblemCode.RELEASE_UNREADABLE,
          ProblemCode.INTERRUPTED,
          ProblemCode.INTERNAL);

  private static final String NEXT = "The next deploy resumes what is unfinished.";

  private final Run run;
  private final DeployPlan plan;
  private final @Nullable RevisionWrite write;

  /**
   * Handles the failures of one plan.
   *
   * @param write writes the revision that may be undone; null if this run writes none
   */
  Remediation(Run run, DeployPlan plan, @Nullable RevisionWrite write) {
    this.run = run;
    this.plan = plan;
    this.write = write;
  }

  /** Runs steps; if the operator is why they fail, keeps evidence and undoes the revision. */
  void guard(Runnable steps) {
    try {
      steps.run();
    } catch (PerconaPgException e) {
      if (NOT_THE_OPERATORS.contains(e.problem().code())) {
        throw e;
      }
      throw new PerconaPgException(handle(e.problem()), e);
    }
  }

  /** Adds to the problem whatever fails meanwhile, so that nothing hides it. */
  private List<Problem> handle(Problem problem) {
    var facts = new ArrayList<>(problem.facts());
    try {
      var operation = plan.operation();
      var history = run.releases.history(operation.namespace(), operation.release());
      if (history.isEmpty()) {
        facts.add("Helm recorded nothing, so there is nothing to undo.");
        return List.of(problem.facts(facts));
      }
      keepEvidence(problem, history);
    } catch (PerconaPgException | KubernetesClientException | UncheckedIOException e) {
      facts.add(
          "Evidence could not be kept, so nothing was undone; the next deploy resumes: "
              + e.getMessage());
      return List.of(problem.facts(facts));
    }
    // The deadline is often what failed the deploy, so this has time of its own.
    var outcome = run.connection.within(run.options.timeout(), () -> undo(problem));
    facts.addAll(outcome.facts());
    var all = new ArrayList<>(outcome.problems());
    all.add(0, problem.facts(facts).evidence(run.evidence.path()));
    return all;
  }

  private void keepEvidence(Problem problem, List<ReleaseRecord> history) {
    new Evidence(run.connection, run.evidence.path())
        .keep(OperatorTarget.of(history.get(0)), problem, history, plan);
    run.listener.on(new Event.EvidenceKept(run.evidence.path()));
  }

  /**
   * Undoes the revision that this run wrote, and no other. Asks the server for the lock first and
   * reads the records again, because a run that was suspended may have been replaced.
   */
  private Outcome undo(Problem problem) {
    if (run.options.rollback() == Rollback.NEVER) {
      return Outcome.kept("Nothing was undone (rollback=never). " + NEXT);
    }
    var written = write == null ? null : write.written();
    if (write == null || written == null) {
      return Outcome.kept("Nothing was undone: this run wrote no revision. " + NEXT);
    }
    try {
      write.lock().check();
      var history = run.releases.history(written.namespace(), written.name());
      if (history.isEmpty()) {
        return Outcome.kept("Nothing was undone: the release is gone.");
      }
      var newest = history.get(0);
      if (!newest.secret().uid().equals(written.secret().uid())) {
        return Outcome.kept(
            ("Nothing was undone: the newest record, %s (\"%s\", UID %s), is not the one that this"
                    + " run wrote (UID %s). Find out what else writes this release.")
                .formatted(
                    newest.secret().name(),
                    newest.description(),
                    newest.secret().uid(),
                    written.secret().uid()));
      }
      var executor = new RollbackExecutor(run, write.lock());
      return plan.release().action() == Verb.INSTALL
          ? uninstall(newest, executor)
          : rollBack(problem, history, executor);
    } catch (PerconaPgException e) {
      var facts = new ArrayList<String>();
      facts.add("Nothing was undone: " + e.problem().summary());
      facts.addAll(e.problem().facts());
      return new Outcome(facts, List.of());
    } catch (KubernetesClientException e) {
      return Outcome.kept("Nothing was undone: " + e.getMessage() + " " + NEXT);
    }
  }

  private Outcome uninstall(ReleaseRecord failed, RollbackExecutor executor) {
    if (!plan.adoptions().isEmpty() || plan.release().adopted()) {
      return Outcome.kept("Nothing was undone: the install adopted existing objects. " + NEXT);
    }
    // A cluster that the operator has touched keeps a finalizer that only an operator removes.
    var objection = mayHaveChanged(failed);
    if (objection.isPresent()) {
      return Outcome.kept(
          "Nothing was uninstalled: "
              + objection.get()
              + ", and needs an operator. Fix what is named above and deploy again.");
    }
    var facts = new ArrayList<String>();
    facts.add(
        "The failed first install was uninstalled; its namespace and CRDs stay, so that no data is"
            + " lost.");
    try {
      facts.addAll(executor.uninstall(failed));
    } catch (PerconaPgException e) {
      return Outcome.kept("It could not be uninstalled. " + NEXT + " " + e.getMessage());
    }
    return new Outcome(facts, List.of());
  }

  private Outcome rollBack(
      Problem problem, List<ReleaseRecord> history, RollbackExecutor executor) {
    var failed = history.get(0);
    var verified = target(history);
    if (verified.isEmpty()) {
      return Outcome.kept(
          "Nothing was undone: no revision of this release was ever verified. " + NEXT);
    }
    var target = verified.get();
    var objection = objection(failed, target);
    if (objection.isPresent()) {
      return Outcome.kept("Nothing was rolled back: " + objection.get());
    }
    var revision = "revision " + target.revision() + " (chart " + target.chartVersion() + ")";
    try {
      var now = executor.restore(target, failed);
      return new Outcome(
          List.of(
              "Rolled back to "
                  + revision
                  + ", which works again as revision "
                  + now.revision()
                  + ".",
              "CRDs are not rolled back: the newer ones serve this operator as well, and older ones"
                  + " would lose fields of objects."),
          List.of());
    } catch (PerconaPgException e) {
      var facts = new ArrayList<String>();
      facts.add("the upgrade failed: " + problem.summary());
      facts.add("the rollback failed: " + e.problem().summary());
      facts.addAll(e.problem().facts());
      var second =
          Problem.of(
                  ProblemCode.ROLLBACK_FAILED,
                  "The rollback to " + revision + " failed as well",
                  e.problem().remedy())
              .facts(facts)
              .evidence(run.evidence.path());
      return new Outcome(List.of("The rollback failed as well; see below."), List.of(second));
    }
  }

  /** Returns the newest verified revision, or the deployed one of a release that was adopted. */
  private Optional<ReleaseRecord> target(List<ReleaseRecord> history) {
    var current = plan.release().current();
    if (plan.release().adopted() && current != null && !current.ours()) {
      return history.stream().filter(r -> r.revision() == current.revision()).findFirst();
    }
    return history.stream().filter(r -> r.provenFingerprint() != null).findFirst();
  }

  /**
   * Returns why a failed upgrade must not be rolled back, in whole sentences: operator 3.0 moves
   * every cluster for good, and so may a new operator that has led.
   */
  private Optional<String> objection(ReleaseRecord failed, ReleaseRecord target) {
    var from = OperatorImage.of(failed).version();
    var to = OperatorImage.of(target).version();
    if (!major(from).equals(major(to))) {
      return Optional.of(
          "operator "
              + from
              + " moves clusters to CRDs that "
              + to
              + " does not know. Go forward: fix what is named above and deploy again.");
    }
    return from.equals(to)
        ? Optional.empty()
        : mayHaveChanged(failed)
            .map(
                what ->
                    what
                        + ". Fix what is named above and deploy again, or roll back by hand with"
                        + " percona-pg:rollback.");
  }

  /** Returns what the failed revision may have changed; a question without an answer is no "no". */
  private Optional<String> mayHaveChanged(ReleaseRecord failed) {
    List<CustomResource> now;
    try {
      now =
          new CustomResources(run.connection)
              .in(CustomResources.CLUSTERS, WatchedNamespaces.of(failed));
    } catch (PerconaPgException e) {
      return Optional.of(
          "it is unknown whether the new operator has changed a database cluster ("
              + e.problem().summary()
              + ")");
    }
    return changed(plan.clusters(), now)
        .filter(c -> new SnapshotReader(run.client()).mayHaveLed(OperatorTarget.of(failed)))
        .map(c -> "the new operator may have led, and " + c.shown() + " is no longer as it was");
  }

  /**
   * Returns the first cluster that is not as it was.
   *
   * @param before the clusters before the change; null if unknown, and then every cluster counts
   */
  static Optional<CustomResource> changed(
      @Nullable List<CustomResource> before, List<CustomResource> now) {
    var known = new HashMap<String, List<Object>>();
    if (before != null) {
      before.forEach(c -> known.put(c.uid(), stateOf(c)));
    }
    return now.stream().filter(c -> !stateOf(c).equals(known.get(c.uid()))).findFirst();
  }

  private static List<Object> stateOf(CustomResource cluster) {
    return List.of(cluster.status(), cluster.crVersion(), cluster.finalizers(), cluster.deleting());
  }

  private static String major(String version) {
    return version.substring(0, Math.max(0, version.indexOf('.')));
  }

  private record Outcome(List<String> facts, List<Problem> problems) {
    static Outcome kept(String fact) {
      return new Outcome(List.of(fact), List.of());
    }
  }
}
