package io.github.perconapg.internal.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.chart.ChartSeries;
import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.OperatorImage;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.internal.plan.Planner;
import io.github.perconapg.internal.plan.ReleaseChange.Verb;
import io.github.perconapg.internal.plan.RollbackPlanner;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.ReleaseLock;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.Outputs;
import io.github.perconapg.model.Plan;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.problem.PerconaPgException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Deploys a release, or rolls it back. {@link #carryOut} names every step in order; each step is a
 * class of this package. {@link Remediation} handles the failures.
 */
public final class DeployPipeline {

  private final Connection connection;
  private final Environment environment;
  private final CrdCache knownCrds;
  private final EventListener listener;

  /**
   * Deploys over the given connection and reports progress to the listener.
   *
   * @param knownCrds the CRDs that this process has written to the cluster
   */
  public DeployPipeline(
      Connection connection, Environment environment, CrdCache knownCrds, EventListener listener) {
    this.connection = connection;
    this.environment = environment;
    this.knownCrds = knownCrds;
    this.listener = listener;
  }

  /**
   * Deploys.
   *
   * @param series source of the versions between the current one and the desired one
   * @param agreed the plan that the caller has seen and approved; null to do whatever is necessary
   * @throws PerconaPgException if the plan has refusals or a step fails; the next deploy resumes
   *     interrupted work
   */
  public DeployResult deploy(
      DesiredState desired,
      Chart chart,
      ChartSeries series,
      RunOptions options,
      @Nullable Plan agreed) {
    return connection.within(
        options.timeout(),
        () -> {
          var deadline = Deadline.in(options.timeout());
          try (var helm = new HelmSession(connection, environment, deadline::left)) {
            var planner = new Planner(connection, helm, knownCrds);
            return carryOut(
                new PlanApproval(knownCrds, () -> planner.plan(desired, chart, series), agreed),
                run(helm, deadline, options));
          } catch (KubernetesClientException e) {
            throw connection.failure("deploying release " + desired.release(), e);
          }
        });
  }

  /**
   * Rolls back to a stored revision, by the same steps as a deploy.
   *
   * @param revision the revision; null for the newest verified one other than the current one
   * @throws PerconaPgException {@code revision-unknown}; otherwise as for a deploy
   */
  public DeployResult rollback(
      DesiredState desired, @Nullable Integer revision, RunOptions options) {
    return connection.within(
        options.timeout(),
        () -> {
          var deadline = Deadline.in(options.timeout());
          try (var helm = new HelmSession(connection, environment, deadline::left);
              var planner = new RollbackPlanner(connection, helm, environment.temporary())) {
            return carryOut(
                new PlanApproval(knownCrds, () -> planner.plan(desired, revision), null),
                run(helm, deadline, options));
          } catch (KubernetesClientException e) {
            throw connection.failure("rolling back release " + desired.release(), e);
          }
        });
  }

  private Run run(HelmSession helm, Deadline deadline, RunOptions options) {
    return new Run(connection, environment, helm, knownCrds, deadline, options, listener);
  }

  /** Takes every step of a deploy, in order. Nothing is written before the plan is approved. */
  static DeployResult carryOut(PlanApproval approval, Run run) {
    var first = approval.plan();
    announce(first, run);
    if (first.plan().nothingToDo()) {
      return leaveUnchanged(first, run);
    }
    new NamespaceCreate(run).create(first);
    var desired = first.plan().desired();
    try (var lock =
        ReleaseLock.take(
            run.connection, desired.namespace(), desired.release(), run.deadline, run.listener)) {
      var readiness = new ReadinessGate(run);
      var recovery = new StaleReleaseRecovery(run, lock);
      var stepwise = false;
      while (true) { // one version after the other, where the path has several
        var planned = approval.plan(); // again, now that no other run writes
        var plan = new CrdApply(run, lock).apply(planned, approval);
        if (plan.plan().nothingToDo()) {
          return leaveUnchanged(plan, run);
        }
        run.notes.addAll(plan.plan().notes());
        var revision = new RevisionWrite(run, lock, plan.operation());
        var remediation = new Remediation(run, plan, revision);
        ReleaseRecord record;
        try (var handover = new LeaseHandover(run)) {
          if (plan.release().needsHelm()) {
            handover.watch(plan.release().current());
            remediation.guard(
                () -> {
                  recovery.discardAbandoned(plan);
                  new ObjectAdoption(run, lock).adopt(plan);
                  revision.write(plan);
                });
          }
          record = revision.current();
          recovery.cleanUp(record, plan); // not guarded: the operator is the desired one
          remediation.guard(
              () -> {
                new JobsWait(run).await(record);
                readiness.await(record);
              });
        }
        lock.check();
        readiness.markVerified(record, plan);
        noteRepairedDrift(plan, run);
        var last = plan.plan().route().isEmpty();
        stepwise |= !last;
        if (stepwise) {
          new ClustersWait(run).await(plan);
        }
        if (last) {
          return result(plan, record, run);
        }
      }
    }
  }

  private static void announce(DeployPlan plan, Run run) {
    run.listener.on(new Event.Planned(plan.plan().outline()));
    plan.plan().notes().forEach(note -> run.listener.on(new Event.Warned(note)));
  }

  /** Writes nothing, but waits for an operator that does not work right now. */
  private static DeployResult leaveUnchanged(DeployPlan plan, Run run) {
    var current = Objects.requireNonNull(plan.release().current());
    var readiness = new ReadinessGate(run);
    readiness.refuseMissingKinds(plan);
    run.notes.addAll(plan.plan().notes());
    if (!readiness.isAsVerified(current)) {
      new Remediation(run, plan, null).guard(() -> readiness.await(current));
    }
    return new DeployResult.Unchanged(outputs(current), run.steps.done(), run.notes());
  }

  private static void noteRepairedDrift(DeployPlan plan, Run run) {
    plan.drift()
        .differences(new Outlet(run.connection.redactor()))
        .forEach(line -> run.notes.add("Repaired drift: " + line));
  }

  private static DeployResult result(DeployPlan plan, ReleaseRecord record, Run run) {
    var restored = plan.restores();
    if (restored != null) {
      return new DeployResult.RolledBack(outputs(record), restored, run.steps.done(), run.notes());
    }
    var verb = plan.release().action();
    var current = plan.release().current();
    if (verb == Verb.PROVE && (current == null || current.provenFingerprint() == null)) {
      run.notes.add("Revision " + record.revision() + " was written by an interrupted run.");
    }
    return verb == Verb.INSTALL || (verb == Verb.PROVE && record.revision() == 1)
        ? new DeployResult.Installed(outputs(record), run.steps.done(), run.notes())
        : new DeployResult.Upgraded(outputs(record), run.steps.done(), run.notes());
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
