package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.CrdFile;
import io.github.perconapg.model.DestroyPlan;
import io.github.perconapg.model.Plan;

/** Plans as they leave a run: without secrets, and escaped. */
public final class CleanPlan {

  private CleanPlan() {}

  /** The plan of a deploy. */
  public static Plan of(Plan plan, Outlet outlet) {
    return new Plan(
        plan.desired(),
        outlet.line(plan.chart()),
        plan.chartDigest(),
        outlet.lines(plan.route()),
        plan.changes().stream().map(change -> of(change, outlet)).toList(),
        outlet.problems(plan.refusals()),
        outlet.problems(plan.blocked()),
        outlet.texts(plan.notes()));
  }

  /** The plan of a destroy. */
  public static DestroyPlan of(DestroyPlan plan, Outlet outlet) {
    return new DestroyPlan(
        plan.desired(),
        plan.changes().stream().map(change -> of(change, outlet)).toList(),
        outlet.texts(plan.databases()),
        outlet.problems(plan.refusals()),
        outlet.texts(plan.notes()));
  }

  /** Returns what an administrator has to apply; the CRDs themselves stay as the chart has them. */
  public static CrdFile of(CrdFile file, Outlet outlet) {
    return new CrdFile(
        file.changes().stream().map(change -> of(change, outlet)).toList(),
        outlet.problems(file.refusals()),
        file.yaml());
  }

  private static Change of(Change change, Outlet outlet) {
    return new Change(
        change.action(),
        outlet.line(change.kind()),
        outlet.line(change.name()),
        outlet.line(change.summary()),
        change.fields().stream().map(outlet::field).toList(),
        outlet.texts(change.details()),
        change.estimated());
  }
}
