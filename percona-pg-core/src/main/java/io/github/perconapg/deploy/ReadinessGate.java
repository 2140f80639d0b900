package io.github.perconapg.deploy;

import io.github.perconapg.health.Deadline;
import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.health.ReadyWait;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.plan.CrdGenerations;
import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.release.HistoryLimit;
import io.github.perconapg.release.ReleaseRecord;
import java.util.ArrayList;
import java.util.List;

/** Sees an operator work, and marks its revision as one that does. */
final class ReadinessGate {

  private final Run run;

  ReadinessGate(Run run) {
    this.run = run;
  }

  /**
   * Waits until the operator is ready.
   *
   * @return what could not be told, one sentence each
   */
  List<String> await(OperatorTarget operator) {
    return await(operator, run.deadline);
  }

  List<String> await(OperatorTarget operator, Deadline deadline) {
    var unknown = new ArrayList<String>();
    run.steps.run(
        "operator",
        "wait until Deployment " + operator.deployment() + " works",
        () -> {
          new ReadyWait(run.connection, run.listener)
              .await(operator, run.options.readiness(), "operator", deadline)
              .forEach(what -> unknown.add("Could not tell " + what + "."));
          return switch (run.options.readiness()) {
            case WORKING -> "leads and works";
            case AVAILABLE -> "available";
          };
        });
    return unknown;
  }

  /**
   * Marks a revision, and removes the oldest records beyond those that are kept. One that somebody
   * else made and that was put back stays unmarked.
   */
  void mark(ReleaseRecord record, DeployPlan plan) {
    if (record.ours()) {
      var generations =
          plan.plan().desired().crds() == CrdPolicy.SKIP
              ? ""
              : CrdGenerations.read(run.api(), plan.chart().crds());
      run.releases.markProven(record, plan.wanted().fingerprint(), generations);
    }
    new HistoryLimit(run.releases).enforce(record);
  }
}
