package io.github.perconapg.internal.deploy;

import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.model.Plan;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans that may be carried out: without refusals, and the same as the one that the caller
 * agreed to. The second plan, made under the lock, is the last one that is compared: later changes
 * are this run's own.
 */
final class PlanApproval {

  private static final int COMPARED = 2;

  private final CrdCache knownCrds;
  private final Supplier<DeployPlan> planner;
  private final @Nullable Plan agreed;
  private int plans;
  private int crdsWritten;

  /**
   * Approves the plans of the given planner.
   *
   * @param agreed the plan that the caller agreed to; null for none
   */
  PlanApproval(CrdCache knownCrds, Supplier<DeployPlan> planner, @Nullable Plan agreed) {
    this.knownCrds = knownCrds;
    this.planner = planner;
    this.agreed = agreed;
  }

  /**
   * Plans.
   *
   * @throws PerconaPgException the plan's refusals; {@code plan-stale} if it is no longer the one
   *     that the caller agreed to
   */
  DeployPlan plan() {
    crdsWritten = knownCrds.written();
    var plan = planner.get();
    plans++;
    var problems = new ArrayList<>(plan.plan().refusals());
    problems.addAll(plan.plan().blocked());
    if (!problems.isEmpty()) {
      throw new PerconaPgException(problems, null);
    }
    if (agreed != null && plans <= COMPARED && !plan.plan().doesTheSameAs(agreed)) {
      throw stale(plan.plan(), agreed);
    }
    return plan;
  }

  /** Returns the given plan, or a new one if another deploy of this process wrote CRDs since. */
  DeployPlan upToDate(DeployPlan latest) {
    return knownCrds.written() == crdsWritten ? latest : plan();
  }

  private static PerconaPgException stale(Plan now, Plan agreed) {
    var facts = new ArrayList<String>();
    if (!now.chartDigest().equals(agreed.chartDigest())) {
      facts.add("the files of chart " + now.chart() + " differ from those of the plan");
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
