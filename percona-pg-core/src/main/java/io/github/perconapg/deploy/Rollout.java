package io.github.perconapg.deploy;

import io.github.perconapg.event.EventListener;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.health.ReadyWait;
import io.github.perconapg.health.SnapshotReader;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.Outputs;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.plan.CrdGenerations;
import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.plan.LiveObjects;
import io.github.perconapg.plan.ReleaseChange.Verb;
import io.github.perconapg.plan.RenderedObjects;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.Helm;
import io.github.perconapg.release.HelmWorker;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.Releases;
import io.github.perconapg.target.ApiRequests;
import io.github.perconapg.target.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries out one accepted plan, step by step. */
final class Rollout {

  /** How long the undoing of a failed first install may take, beside the deadline. */
  private static final Duration TO_UNDO = Duration.ofMinutes(1);

  /** How often a plan is made while others write the same definitions. */
  private static final int PLANS = 3;

  private final Connection connection;
  private final Environment environment;
  private final Releases releases;
  private final EventListener listener;
  private final Deadline deadline;
  private final RunOptions options;
  private final Steps steps;
  private final List<String> notes = new ArrayList<>();

  Rollout(
      Connection connection,
      Environment environment,
      Releases releases,
      EventListener listener,
      Deadline deadline,
      RunOptions options) {
    this.connection = connection;
    this.environment = environment;
    this.releases = releases;
    this.listener = listener;
    this.deadline = deadline;
    this.options = options;
    this.steps = new Steps(listener);
  }

  /** Nothing is written; an operator that does not work right now is waited for. */
  DeployResult leaveAsItIs(DeployPlan plan) {
    var current = Objects.requireNonNull(plan.release().current());
    var operator = OperatorTarget.of(current);
    notes.addAll(plan.plan().notes());
    var reader = new SnapshotReader(connection.client());
    if (!reader.missingNow(operator).isEmpty() && !reader.paused(operator)) {
      failureOf(plan).guard(() -> ready(operator));
    }
    return new DeployResult.Unchanged(outputs(current, operator), steps.done(), notes);
  }

  /**
   * Writes.
   *
   * @param first the plan made before anything was written
   * @param again makes the plan again, once the lock is held
   */
  DeployResult carryOut(DeployPlan first, Supplier<DeployPlan> again) {
    try (var helm = needsHelm(first) ? startHelm(first) : null) {
      if (!first.namespace().exists()) {
        createNamespace(first);
      }
      var desired = first.plan().desired();
      try (var lock =
          Lock.take(connection, desired.namespace(), desired.release(), deadline, listener)) {
        var plan = withDefinitions(again, lock);
        if (plan.plan().nothingToDo()) {
          return leaveAsItIs(plan);
        }
        if (helm != null || !needsHelm(plan)) {
          return write(plan, helm, lock);
        }
        // Another run undid what there was, while this one waited for the lock.
        try (var late = startHelm(plan)) {
          return write(plan, late, lock);
        }
      }
    }
  }

  /**
   * Makes the plan under the lock and applies its definitions. Each write carries the version that
   * the plan saw; when somebody else was quicker, the plan is made again.
   */
  private DeployPlan withDefinitions(Supplier<DeployPlan> again, Lock lock) {
    for (int attempt = 1; ; attempt++) {
      var plan = again.get();
      if (plan.crds().isEmpty()) {
        return plan;
      }
      lock.check();
      try {
        steps.run("CRDs", "apply " + plan.crds().size() + " definitions", () -> applyCrds(plan));
        return plan;
      } catch (PerconaPgException e) {
        if (e.problem().code() != ProblemCode.CONFLICT || attempt == PLANS) {
          throw e;
        }
      }
    }
  }

  private DeployResult write(DeployPlan plan, @Nullable Helm helm, Lock lock) {
    notes.addAll(plan.plan().notes());
    var failure = failureOf(plan);
    var verb = plan.release().action();
    if (verb == Verb.INSTALL) {
      failure.ofFirstInstall(() -> HelmWorker.start(connection, environment, TO_UNDO));
    }
    if (needsHelm(plan)) {
      failure.guard(() -> helmStep(plan, Objects.requireNonNull(helm), lock));
    }
    var record = newest(plan);
    var operator = OperatorTarget.of(record);
    failure.guard(
        () -> {
          new JobsWait(connection.client(), deadline)
              .await(RenderedObjects.of(record.manifest(), record.namespace()));
          ready(operator);
        });
    lock.check();
    prove(plan, record);
    var outputs = outputs(record, operator);
    if (verb == Verb.PROVE) {
      notes.add("Revision " + record.revision() + " was written by a run that did not end.");
    }
    var first = verb == Verb.INSTALL || (verb == Verb.PROVE && record.revision() == 1);
    return first
        ? new DeployResult.Installed(outputs, steps.done(), notes)
        : new DeployResult.Upgraded(outputs, steps.done(), notes);
  }

  private static boolean needsHelm(DeployPlan plan) {
    var verb = plan.release().action();
    return verb == Verb.INSTALL || verb == Verb.UPGRADE;
  }

  private Helm startHelm(DeployPlan plan) {
    var helm = HelmWorker.start(connection, environment, deadline.left());
    try {
      refuseBeforeTheFirstWrite(plan, helm);
      return helm;
    } catch (RuntimeException e) {
      helm.close();
      throw e;
    }
  }

  /** Looks once more, now with the objects that Helm really renders. */
  private void refuseBeforeTheFirstWrite(DeployPlan plan, Helm helm) {
    var desired = plan.plan().desired();
    var rights = new RightsCheck(connection, plan);
    rights.askForOwn();
    var objects = RenderedObjects.of(helm.template(operation(plan)), desired.namespace());
    var refusals =
        new LiveObjects(new ApiRequests(connection.client()))
            .foreign(objects, desired.release(), desired.namespace());
    if (refusals.isEmpty()) {
      refusals = rights.missing(objects);
    }
    if (!refusals.isEmpty()) {
      throw new PerconaPgException(refusals, null);
    }
  }

  private void createNamespace(DeployPlan plan) {
    var desired = plan.plan().desired();
    steps.run(
        "namespace",
        "create " + desired.namespace(),
        () ->
            new NamespaceCreate(connection).create(desired)
                ? "created " + desired.namespace()
                : desired.namespace() + " was created by somebody else meanwhile");
  }

  private String applyCrds(DeployPlan plan) {
    new CrdApply(connection, deadline).apply(plan.crds());
    var created = plan.crds().stream().filter(c -> c.creates()).count();
    return created + " created, " + (plan.crds().size() - created) + " upgraded, all Established";
  }

  private void helmStep(DeployPlan plan, Helm helm, Lock lock) {
    var recovery = new Recovery(connection.client(), releases, options.outputDirectory());
    var abandoned = plan.release().abandoned();
    if (!abandoned.isEmpty()) {
      lock.check();
      steps.run(
          "recover",
          "put right what an earlier run left",
          () -> {
            recovery.discard(abandoned);
            return abandoned.size() + " unfinished record saved and deleted";
          });
    }
    lock.check();
    var install = plan.release().action() == Verb.INSTALL;
    steps.run(
        "release",
        (install ? "install" : "upgrade") + " chart " + plan.chart().version(),
        () -> {
          if (install) {
            helm.install(operation(plan));
          } else {
            helm.upgrade(operation(plan));
          }
          return "revision " + newest(plan).revision() + " written";
        });
    notes.addAll(recovery.removeLeftovers(abandoned, newest(plan)));
  }

  private void ready(OperatorTarget operator) {
    steps.run(
        "operator",
        "wait until Deployment " + operator.deployment() + " works",
        () -> {
          var wait = new ReadyWait(connection, listener);
          var unknown = wait.await(operator, options.readiness(), "operator", deadline);
          unknown.forEach(u -> notes.add("Could not tell " + u + "."));
          return switch (options.readiness()) {
            case WORKING -> "leads and works";
            case AVAILABLE -> "available";
          };
        });
  }

  private Failure failureOf(DeployPlan plan) {
    var desired = plan.plan().desired();
    return new Failure(
        connection.client(), releases, options, desired.namespace(), desired.release());
  }

  private void prove(DeployPlan plan, ReleaseRecord record) {
    var generations =
        plan.plan().desired().crds() == CrdPolicy.SKIP
            ? ""
            : CrdGenerations.read(new ApiRequests(connection.client()), plan.chart().crds());
    releases.markProven(record, plan.fingerprint(), generations);
    releases.prune(record.namespace(), record.name());
  }

  private ReleaseRecord newest(DeployPlan plan) {
    var desired = plan.plan().desired();
    return releases.history(desired.namespace(), desired.release()).get(0);
  }

  private static Helm.Operation operation(DeployPlan plan) {
    var desired = plan.plan().desired();
    return new Helm.Operation(
        desired.namespace(), desired.release(), plan.chart(), plan.values(), plan.fingerprint());
  }

  private static Outputs outputs(ReleaseRecord record, OperatorTarget operator) {
    return new Outputs(
        record.namespace(),
        record.name(),
        record.revision(),
        record.chartVersion(),
        record.appVersion(),
        operator.deployment());
  }
}
