package io.github.perconapg.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.Event;
import io.github.perconapg.health.Evidence;
import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.ReleaseRecord;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens when an operator does not come up: evidence first, then what may be undone. */
final class Failure {

  /**
   * What says nothing of the operator, but of the way to the cluster, of this run, or that an
   * operator was paused by hand while it was waited for.
   */
  private static final Set<ProblemCode> OF_THE_WAY =
      Set.of(
          ProblemCode.API_SERVER_UNREACHABLE,
          ProblemCode.API_ERROR,
          ProblemCode.CERTIFICATE_NOT_TRUSTED,
          ProblemCode.CERTIFICATE_EXPIRED,
          ProblemCode.CREDENTIAL_REJECTED,
          ProblemCode.CREDENTIAL_EXPIRED,
          ProblemCode.EXEC_PLUGIN_FAILED,
          ProblemCode.WORKER_FAILED,
          ProblemCode.LOCKED,
          ProblemCode.OPERATOR_PAUSED,
          ProblemCode.CONFLICT,
          ProblemCode.RELEASE_UNREADABLE,
          ProblemCode.INTERRUPTED,
          ProblemCode.INTERNAL);

  private final Run run;
  private final DeployPlan plan;
  private final @Nullable ReleaseStep step;

  /**
   * @param step what writes the revision that may be undone; null when this run writes none
   */
  Failure(Run run, DeployPlan plan, @Nullable ReleaseStep step) {
    this.run = run;
    this.plan = plan;
    this.step = step;
  }

  /** Runs the work; when it fails for the operator's sake, keeps evidence and undoes. */
  void guard(Runnable work) {
    try {
      work.run();
    } catch (PerconaPgException e) {
      if (OF_THE_WAY.contains(e.problem().code())) {
        throw e;
      }
      throw new PerconaPgException(handle(e.problem()), e);
    }
  }

  /** What fails on the way is added to the problem, and never hides it. */
  private List<Problem> handle(Problem problem) {
    var facts = new ArrayList<>(problem.facts());
    try {
      var operation = plan.operation();
      var history = run.releases.history(operation.namespace(), operation.release());
      if (history.isEmpty()) {
        facts.add("Helm recorded nothing, so there is nothing to undo.");
        return List.of(problem.facts(facts));
      }
      keepEvidence(problem, history);
    } catch (PerconaPgException | KubernetesClientException | UncheckedIOException e) {
      facts.add(
          "Evidence could not be kept, so nothing was undone; the next deploy resumes: "
              + e.getMessage());
      return List.of(problem.facts(facts));
    }
    // Most often it is for the deadline that a deploy failed, so this has time of its own.
    var undone =
        run.connection.within(run.options.timeout(), () -> new Undo(run, plan, step).undo(problem));
    facts.addAll(undone.facts());
    var all = new ArrayList<>(List.of(problem.facts(facts).evidence(run.evidence.path())));
    all.addAll(undone.problems());
    return all;
  }

  private void keepEvidence(Problem problem, List<ReleaseRecord> history) {
    new Evidence(run.connection, run.evidence.path())
        .keep(OperatorTarget.of(history.get(0)), problem, history, plan);
    run.listener.on(new Event.EvidenceKept(run.evidence.path()));
  }
}
