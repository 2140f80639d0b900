package io.github.perconapg.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.chart.Chart;
import io.github.perconapg.chart.ChartSeries;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.plan.CrdCache;
import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.plan.Plan;
import io.github.perconapg.plan.Planner;
import io.github.perconapg.plan.RollbackPlanner;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.HelmSession;
import io.github.perconapg.target.Connection;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Deploys: plans, and carries the plan out when there is something to do. */
public final class DeployPipeline {

  private final Connection connection;
  private final Environment environment;
  private final CrdCache knownCrds;
  private final EventListener listener;

  /**
   * Deploys over the given connection and tells the listener.
   *
   * @param knownCrds definitions that this process has written to the cluster
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
   * @param series where versions between are had from
   * @param agreed the plan that the caller has seen and wants carried out; null to carry out
   *     whatever is necessary
   * @throws PerconaPgException when the plan has refusals, or when it cannot be carried out; what
   *     was begun is then ended by the next deploy
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
                () -> planner.plan(desired, chart, series), agreed, run(helm, deadline, options));
          } catch (KubernetesClientException e) {
            throw connection.failure("deploying release " + desired.release(), e);
          }
        });
  }

  /**
   * Puts a stored revision back, in the same way as a deploy.
   *
   * @param revision the revision; null for the newest proven one that is another than the one in
   *     force
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
                () -> planner.plan(desired, revision), null, run(helm, deadline, options));
          } catch (KubernetesClientException e) {
            throw connection.failure("rolling back release " + desired.release(), e);
          }
        });
  }

  private Run run(HelmSession helm, Deadline deadline, RunOptions options) {
    return new Run(connection, environment, helm, knownCrds, deadline, options, listener);
  }

  private DeployResult carryOut(Supplier<DeployPlan> plan, @Nullable Plan agreed, Run run) {
    var first = accepted(plan.get(), agreed);
    listener.on(new Event.Planned(first.plan().outline()));
    first.plan().notes().forEach(note -> listener.on(new Event.Warned(note)));
    return first.plan().nothingToDo()
        ? new Rollout(run).leaveAsItIs(first)
        : new Rollout(run).carryOut(first, again(plan, agreed));
  }

  /**
   * The plan made again under the lock, where it must still be the one that was agreed to. What
   * changes after that, this run has changed.
   */
  private static Supplier<DeployPlan> again(Supplier<DeployPlan> plan, @Nullable Plan agreed) {
    var looked = new AtomicBoolean();
    return () -> accepted(plan.get(), looked.getAndSet(true) ? null : agreed);
  }

  /** The plan, when it may be carried out. */
  private static DeployPlan accepted(DeployPlan plan, @Nullable Plan agreed) {
    var problems = new ArrayList<>(plan.plan().refusals());
    problems.addAll(plan.plan().blocked());
    if (!problems.isEmpty()) {
      throw new PerconaPgException(problems, null);
    }
    if (agreed != null && !plan.plan().doesTheSameAs(agreed)) {
      throw stale(plan.plan(), agreed);
    }
    return plan;
  }

  private static PerconaPgException stale(Plan now, Plan agreed) {
    var facts = new ArrayList<String>();
    if (!now.chartDigest().equals(agreed.chartDigest())) {
      facts.add("the files of chart " + now.chart() + " are others than the plan was made with");
    }
    now.changes().stream()
        .filter(c -> !agreed.changes().contains(c))
        .forEach(c -> facts.add("now: " + c.action() + " " + c.kind() + " " + c.name()));
    agreed.changes().stream()
        .filter(c -> !now.changes().contains(c))
        .forEach(c -> facts.add("planned: " + c.action() + " " + c.kind() + " " + c.name()));
    return Problem.of(
            ProblemCode.PLAN_STALE,
            "The cluster changed after the plan was made, and the plan no longer fits it",
            "Look at a new plan, then run again.")
        .facts(facts)
        .asException();
  }
}
