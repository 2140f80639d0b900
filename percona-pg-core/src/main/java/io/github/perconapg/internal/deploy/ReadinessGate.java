package io.github.perconapg.internal.deploy;

import io.github.perconapg.internal.crd.CrdGenerations;
import io.github.perconapg.internal.helm.HistoryLimit;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.kubernetes.ServedKinds;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.internal.readiness.ProvenOperator;
import io.github.perconapg.internal.readiness.ReadyWait;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;

/** Waits until the operator of a revision works, and only then marks the revision as verified. */
final class ReadinessGate {

  private final Run run;

  ReadinessGate(Run run) {
    this.run = run;
  }

  /** Returns whether the operator of a verified revision still looks as it did then. */
  boolean isAsVerified(ReleaseRecord current) {
    return ProvenOperator.look(run.api(), OperatorTarget.of(current), run.options.readiness())
        .missing()
        .isEmpty();
  }

  /**
   * Refuses to call a release unchanged whose CRDs were deleted. Its operator keeps leading without
   * them, and only its log tells.
   */
  void refuseMissingKinds(DeployPlan plan) {
    var missing =
        plan.plan().desired().crds() == CrdPolicy.SKIP
            ? new ServedKinds(run.api()).missing(plan.chart().crdNames())
            : List.<String>of();
    if (!missing.isEmpty()) {
      throw Problem.of(
              ProblemCode.CRD_MISSING,
              "The release is unchanged, but the API server does not serve every kind that the"
                  + " operator needs",
              ProblemCode.CRD_MISSING.advice())
          .facts(missing.stream().map(name -> name + " does not exist").toList())
          .asException();
    }
  }

  /** Waits until the operator of a revision is ready, or the run's deadline passes. */
  void await(ReleaseRecord record) {
    await(OperatorTarget.of(record), run.deadline);
  }

  /** Waits until the operator is ready, and notes what could not be told. */
  void await(OperatorTarget operator, Deadline deadline) {
    run.steps.run(
        "operator",
        "wait until Deployment " + operator.deployment() + " works",
        () -> {
          new ReadyWait(run.connection, run.listener)
              .await(operator, run.options.readiness(), "operator", deadline)
              .forEach(what -> run.notes.add("Could not tell " + what + "."));
          return switch (run.options.readiness()) {
            case WORKING -> "leads and works";
            case AVAILABLE -> "available";
          };
        });
  }

  /**
   * Marks a revision as verified, and removes the oldest records beyond those that are kept. A
   * restored revision that another tool made stays unmarked.
   */
  void markVerified(ReleaseRecord record, DeployPlan plan) {
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
