package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Plan;
import io.github.perconapg.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What is found while a plan is made. */
final class PlanFindings {

  /** What would be done, in the order it is carried out. */
  final List<Change> changes = new ArrayList<>();

  /** What stops a deploy for any caller. */
  final List<Problem> refusals = new ArrayList<>();

  /** What stops this caller on this machine from deploying, but not from looking. */
  final List<Problem> blocked = new ArrayList<>();

  /** What a person should know, one sentence each. */
  final List<String> notes = new ArrayList<>();

  /**
   * The plan that they come to.
   *
   * @param route the chart versions that are passed; empty when one deploy is enough
   */
  Plan plan(DesiredState desired, Chart chart, List<String> route) {
    return new Plan(
        desired,
        chart.name() + " " + chart.version() + " (" + chart.origin() + ")",
        chart.digest(),
        route,
        changes,
        refusals,
        blocked,
        notes);
  }
}
