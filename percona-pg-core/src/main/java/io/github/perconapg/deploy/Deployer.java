package io.github.perconapg.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.chart.Chart;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.RunOptions;
import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.plan.Plan;
import io.github.perconapg.plan.Planner;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.Releases;
import io.github.perconapg.target.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Deploys: plans, and carries the plan out when there is something to do. */
public final class Deployer {

  private final Connection connection;
  private final Environment environment;
  private final Releases releases;
  private final Planner planner;
  private final EventListener listener;

  /** Deploys over the given connection and tells the listener. */
  public Deployer(Connection connection, Environment environment, EventListener listener) {
    this.connection = connection;
    this.environment = environment;
    this.releases = new Releases(connection);
    this.planner = new Planner(connection);
    this.listener = listener;
  }

  /**
   * Deploys.
   *
   * @param values the release's values
   * @param notes what was noticed while chart and values were read
   * @param agreed the plan that the caller has seen and wants carried out; null to carry out
   *     whatever is necessary
   * @throws PerconaPgException when the plan has refusals, or when it cannot be carried out; what
   *     was begun is then ended by the next deploy
   */
  public DeployResult deploy(
      DesiredState desired,
      Chart chart,
      Map<String, Object> values,
      List<String> notes,
      RunOptions options,
      @Nullable Plan agreed) {
    try {
      return carryOut(desired, chart, values, notes, options, agreed);
    } catch (KubernetesClientException e) {
      throw connection.failure("deploying release " + desired.release(), e);
    }
  }

  private DeployResult carryOut(
      DesiredState desired,
      Chart chart,
      Map<String, Object> values,
      List<String> notes,
      RunOptions options,
      @Nullable Plan agreed) {
    var rollout =
        new Rollout(
            connection, environment, releases, listener, Deadline.in(options.timeout()), options);
    var plan = accepted(planner.plan(desired, chart, values, notes), agreed);
    plan.plan().notes().forEach(note -> listener.on(new Event.Warned(note)));
    return plan.plan().nothingToDo()
        ? rollout.leaveAsItIs(plan)
        : rollout.carryOut(
            plan, () -> accepted(planner.plan(desired, chart, values, notes), agreed));
  }

  /** The plan, when it may be carried out. */
  private DeployPlan accepted(DeployPlan plan, @Nullable Plan agreed) {
    if (!plan.plan().refusals().isEmpty()) {
      throw new PerconaPgException(plan.plan().refusals(), null);
    }
    if (agreed != null && !plan.plan().doesTheSameAs(agreed)) {
      throw stale(plan.plan(), agreed);
    }
    return plan;
  }

  private static PerconaPgException stale(Plan now, Plan agreed) {
    var facts = new ArrayList<String>();
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
