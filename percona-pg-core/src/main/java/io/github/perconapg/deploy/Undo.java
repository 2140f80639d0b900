package io.github.perconapg.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.plan.ReleaseChange.Verb;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.HelmSession;
import io.github.perconapg.release.ReleaseRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Undoes a failed deploy as far as that is safe, and says what was left and why. */
final class Undo {

  private static final String NEXT = "The next deploy resumes what is unfinished.";

  private final Run run;
  private final DeployPlan plan;
  private final @Nullable ReleaseStep step;

  /**
   * @param step what wrote the revision that is undone; null when this run writes none
   */
  Undo(Run run, DeployPlan plan, @Nullable ReleaseStep step) {
    this.run = run;
    this.plan = plan;
    this.step = step;
  }

  /**
   * Undoes what this run wrote, and only that: the lock is asked for first, because a run that was
   * suspended may have been replaced meanwhile, and then the records are read again.
   *
   * @param problem why the deploy failed
   */
  Outcome undo(Problem problem) {
    if (run.options.rollback() == Rollback.NEVER) {
      return Outcome.kept("Nothing was undone (rollback=never). " + NEXT);
    }
    var written = step == null ? null : step.written();
    if (step == null || written == null) {
      return Outcome.kept("Nothing was undone: this run wrote no revision. " + NEXT);
    }
    try {
      step.lock().check();
      var history = run.releases.history(written.namespace(), written.name());
      if (history.isEmpty()) {
        return Outcome.kept("Nothing was undone: the release is gone.");
      }
      var newest = history.get(0);
      if (!newest.secret().uid().equals(written.secret().uid())) {
        return Outcome.kept(
            "Nothing was undone: the newest record, "
                + newest.secret().name()
                + " (\""
                + newest.description()
                + "\", UID "
                + newest.secret().uid()
                + "), is not the one that this run wrote (UID "
                + written.secret().uid()
                + "). Find out what else writes this release.");
      }
      return plan.release().action() == Verb.INSTALL
          ? ofInstall(newest, step.lock())
          : ofUpgrade(problem, history, step.lock());
    } catch (PerconaPgException e) {
      var facts = new ArrayList<String>();
      facts.add("Nothing was undone: " + e.problem().summary());
      facts.addAll(e.problem().facts());
      return new Outcome(facts, List.of());
    } catch (KubernetesClientException e) {
      return Outcome.kept("Nothing was undone: " + e.getMessage() + " " + NEXT);
    }
  }

  private Outcome ofInstall(ReleaseRecord failed, ReleaseLock lock) {
    if (!plan.adoptions().isEmpty() || plan.release().adopted()) {
      return Outcome.kept("Nothing was undone: the install adopted what was there before. " + NEXT);
    }
    var objection = new RollbackGuard(run, plan).objectionToUninstall(failed);
    if (objection.isPresent()) {
      return Outcome.kept(objection.get());
    }
    var facts = new ArrayList<String>();
    try (var helm = anotherSession()) {
      run.steps.run(
          "roll-back",
          "uninstall the failed first install",
          () -> {
            new Uninstall(helm, run.releases, lock).run(failed.namespace(), failed.name());
            // Helm takes a page in the place of an answer for a deletion.
            facts.addAll(
                new Leftovers(run.connection, null)
                    .of(failed, true)
                    .ofDiscarded(failed.namespace(), failed.name())
                    .remove(lock));
            return "uninstalled the failed first install";
          });
    } catch (PerconaPgException e) {
      return Outcome.kept("It could not be uninstalled. " + NEXT + " " + e.getMessage());
    }
    facts.add(
        0,
        "The failed first install was uninstalled; its namespace and CRDs stay, so that no data can"
            + " be lost.");
    return new Outcome(facts, List.of());
  }

  private Outcome ofUpgrade(Problem problem, List<ReleaseRecord> history, ReleaseLock lock) {
    var target = target(history);
    if (target.isEmpty()) {
      return Outcome.kept(
          "Nothing was undone: no revision of this release was ever seen to work. " + NEXT);
    }
    var objection = new RollbackGuard(run, plan).objection(history.get(0), target.get());
    if (objection.isPresent()) {
      return Outcome.kept(objection.get());
    }
    return restore(problem, history.get(0), target.get(), lock);
  }

  /** The newest proven revision; of somebody else's release the one that was deployed. */
  private Optional<ReleaseRecord> target(List<ReleaseRecord> history) {
    var current = plan.release().current();
    if (plan.release().adopted() && current != null && !current.ours()) {
      return history.stream().filter(r -> r.revision() == current.revision()).findFirst();
    }
    return history.stream().filter(r -> r.provenFingerprint() != null).findFirst();
  }

  private Outcome restore(
      Problem problem, ReleaseRecord failed, ReleaseRecord target, ReleaseLock lock) {
    var revision = "revision " + target.revision() + " (chart " + target.chartVersion() + ")";
    try (var helm = anotherSession()) {
      var deadline = Deadline.in(run.options.timeout());
      var now = new RollbackExecutor(run, helm, lock, deadline).restore(target, failed);
      var facts = new ArrayList<String>();
      facts.add(
          "Rolled back to " + revision + ", which works again as revision " + now.revision() + ".");
      facts.add(
          "Definitions are not rolled back: newer ones serve this operator as well, and older ones"
              + " would lose fields of objects.");
      return new Outcome(facts, List.of());
    } catch (PerconaPgException e) {
      var facts = new ArrayList<String>();
      facts.add("the upgrade failed: " + problem.summary());
      facts.add("the roll-back failed: " + e.problem().summary());
      facts.addAll(e.problem().facts());
      var second =
          Problem.of(
                  ProblemCode.ROLLBACK_FAILED,
                  "The roll-back to " + revision + " failed as well",
                  e.problem().remedy())
              .facts(facts)
              .evidence(run.evidence.path());
      return new Outcome(List.of("It was to be rolled back; see below."), List.of(second));
    }
  }

  /** A worker with time of its own: most often it is for the deadline that a deploy failed. */
  private HelmSession anotherSession() {
    return new HelmSession(run.connection, run.environment, run.options::timeout);
  }

  /**
   * What was undone.
   *
   * @param facts for a person, a sentence each
   * @param problems what failed on the way
   */
  record Outcome(List<String> facts, List<Problem> problems) {
    static Outcome kept(String fact) {
      return new Outcome(List.of(fact), List.of());
    }
  }
}
