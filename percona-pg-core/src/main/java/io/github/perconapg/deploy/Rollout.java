package io.github.perconapg.deploy;

import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.health.ProvenOperator;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.Outputs;
import io.github.perconapg.outlet.Outlet;
import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.plan.OperatorImage;
import io.github.perconapg.plan.ReleaseChange.Verb;
import io.github.perconapg.plan.RenderedObjects;
import io.github.perconapg.plan.ServedKinds;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.ReleaseStatus;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Carries out one accepted plan, step by step. */
final class Rollout {

  /** How often a plan is made while others write the same definitions. */
  private static final int PLANS = 3;

  private final Run run;
  private final ReadinessGate proof;

  /** What a person should know; each step of a way says some of it again. */
  private final Set<String> notes = new LinkedHashSet<>();

  Rollout(Run run) {
    this.run = run;
    this.proof = new ReadinessGate(run);
  }

  /** Nothing is written; an operator that does not work right now is waited for. */
  DeployResult leaveAsItIs(DeployPlan plan) {
    var current = Objects.requireNonNull(plan.release().current());
    var operator = OperatorTarget.of(current);
    refuseMissingKinds(plan);
    notes.addAll(plan.plan().notes());
    if (!ProvenOperator.look(run.api(), operator, run.options.readiness()).missing().isEmpty()) {
      new Failure(run, plan, null).guard(() -> notes.addAll(proof.await(operator)));
    }
    return new DeployResult.Unchanged(outputs(current), run.steps.done(), List.copyOf(notes));
  }

  /** An operator whose definitions are deleted under it leads on, and only its log tells. */
  private void refuseMissingKinds(DeployPlan plan) {
    var missing =
        plan.plan().desired().crds() == CrdPolicy.SKIP
            ? ServedKinds.missing(run.api(), plan.chart())
            : List.<String>of();
    if (!missing.isEmpty()) {
      throw Problem.of(
              ProblemCode.CRD_MISSING,
              "The release is as it was, but the API server does not serve all kinds that the"
                  + " operator works with",
              ProblemCode.CRD_MISSING.advice())
          .facts(missing.stream().map(name -> name + " does not exist").toList())
          .asException();
    }
  }

  /**
   * Writes.
   *
   * @param first the plan made before anything was written
   * @param again makes the plan again, once the lock is held
   */
  DeployResult carryOut(DeployPlan first, Supplier<DeployPlan> again) {
    var desired = first.plan().desired();
    if (!first.namespace().exists()) {
      createNamespace(first);
    }
    try (var lock =
        ReleaseLock.take(
            run.connection, desired.namespace(), desired.release(), run.deadline, run.listener)) {
      for (boolean stepwise = false; ; ) {
        var plan = withDefinitions(again, lock);
        if (plan.plan().nothingToDo()) {
          return leaveAsItIs(plan);
        }
        var last = plan.plan().route().isEmpty();
        stepwise |= !last;
        var record = write(plan, lock);
        if (stepwise) {
          new ClustersWait(run).await(plan);
        }
        if (last) {
          return result(plan, record);
        }
      }
    }
  }

  /**
   * Makes the plan under the lock and applies its definitions. Each write carries the version that
   * the plan saw; when somebody else was quicker, the plan is made again.
   */
  private DeployPlan withDefinitions(Supplier<DeployPlan> again, ReleaseLock lock) {
    var written = run.knownCrds.written();
    var plan = again.get();
    return plan.crds().isEmpty()
        ? plan
        : run.knownCrds.inTurn(
            () -> apply(run.knownCrds.written() == written ? plan : again.get(), again, lock));
  }

  private DeployPlan apply(DeployPlan first, Supplier<DeployPlan> again, ReleaseLock lock) {
    var plan = first;
    for (int attempt = 1; !plan.crds().isEmpty(); attempt++) {
      var now = plan;
      lock.check();
      try {
        run.steps.run("CRDs", "apply " + now.crds().size() + " definitions", () -> applyCrds(now));
        return now;
      } catch (PerconaPgException e) {
        if (e.problem().code() != ProblemCode.CONFLICT || attempt == PLANS) {
          throw e;
        }
      }
      plan = again.get();
    }
    return plan;
  }

  private ReleaseRecord write(DeployPlan plan, ReleaseLock lock) {
    notes.addAll(plan.plan().notes());
    var desired = plan.plan().desired();
    ReleaseRecord record;
    if (plan.release().needsHelm()) {
      var step = new ReleaseStep(run, plan, lock);
      var failure = new Failure(run, plan, step);
      record =
          LeaseHandover.during(
              run,
              plan.release().current(),
              () -> {
                failure.guard(() -> notes.addAll(step.carryOut()));
                var written = Objects.requireNonNull(step.written());
                tidy(written, plan, lock);
                return proven(written, failure);
              });
    } else {
      record = run.newest(desired.namespace(), desired.release());
      tidy(record, plan, lock);
      record = proven(record, new Failure(run, plan, null));
    }
    lock.check();
    proof.mark(record, plan);
    plan.drift()
        .differences(new Outlet(run.connection.redactor()))
        .forEach(line -> notes.add("Repaired drift: " + line));
    return record;
  }

  /**
   * Ends what Helm leaves undone where it could not do it, which it only logs: records that are
   * called deployed beside the newest one, and objects that the newest one lacks. Nothing is undone
   * when that fails: the operator is the one that was asked for, and the next run resumes here.
   */
  private void tidy(ReleaseRecord record, DeployPlan plan, ReleaseLock lock) {
    var leftovers =
        new Leftovers(run.connection, record).ofDiscarded(record.namespace(), record.name());
    var current = plan.release().current();
    for (var older : run.releases.history(record.namespace(), record.name())) {
      if (older.revision() >= record.revision()) {
        continue;
      }
      if (older.status() == ReleaseStatus.DEPLOYED) {
        lock.check();
        run.releases.supersede(older);
        notes.add(
            "Revision "
                + older.revision()
                + " was still called deployed, and is marked as superseded now.");
      }
      var replaced = current != null && older.secret().uid().equals(current.secret().uid());
      if (older.ours() || replaced) {
        leftovers.of(older, replaced);
      }
    }
    notes.addAll(leftovers.remove(lock));
  }

  private ReleaseRecord proven(ReleaseRecord record, Failure failure) {
    var operator = OperatorTarget.of(record);
    failure.guard(
        () -> {
          notes.addAll(
              new JobsWait(run.client(), run.deadline)
                  .await(RenderedObjects.of(record.manifest(), record.namespace())));
          notes.addAll(proof.await(operator));
        });
    return record;
  }

  private DeployResult result(DeployPlan plan, ReleaseRecord record) {
    var verb = plan.release().action();
    var restored = plan.restores();
    if (restored != null) {
      return new DeployResult.RolledBack(
          outputs(record), restored, run.steps.done(), List.copyOf(notes));
    }
    var current = plan.release().current();
    if (verb == Verb.PROVE && (current == null || current.provenFingerprint() == null)) {
      notes.add("Revision " + record.revision() + " was written by a run that did not end.");
    }
    var first = verb == Verb.INSTALL || (verb == Verb.PROVE && record.revision() == 1);
    return first
        ? new DeployResult.Installed(outputs(record), run.steps.done(), List.copyOf(notes))
        : new DeployResult.Upgraded(outputs(record), run.steps.done(), List.copyOf(notes));
  }

  private void createNamespace(DeployPlan plan) {
    var desired = plan.plan().desired();
    run.steps.run(
        "namespace",
        "create " + desired.namespace(),
        () ->
            new NamespaceCreate(run.connection).create(desired)
                ? "created " + desired.namespace()
                : desired.namespace() + " was created by somebody else meanwhile");
  }

  private String applyCrds(DeployPlan plan) {
    new CrdApply(run.connection, run.knownCrds, run.deadline).apply(plan.crds());
    var created = plan.crds().stream().filter(c -> c.creates()).count();
    return created + " created, " + (plan.crds().size() - created) + " upgraded, all Established";
  }

  private static Outputs outputs(ReleaseRecord record) {
    return new Outputs(
        record.namespace(),
        record.name(),
        record.revision(),
        record.chartVersion(),
        OperatorImage.of(record).shown(),
        OperatorTarget.of(record).deployment());
  }
}
