package io.github.perconapg.internal.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.crd.CrdChange;
import io.github.perconapg.internal.crd.CrdDocument;
import io.github.perconapg.internal.crd.EstablishedWait;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.DaemonThreads;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.internal.run.ReleaseLock;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Applies the plan's CRDs by server-side apply, in parallel, and waits until all are Established.
 * Every write carries the resource version that the plan saw; on a conflict the plan is made again.
 */
final class CrdApply {

  private static final int PARALLEL = 8;

  /** How often a plan is made while other processes write the same CRDs. */
  private static final int PLANS = 3;

  private final Run run;
  private final Connection connection;
  private final ReleaseLock lock;

  CrdApply(Run run, ReleaseLock lock) {
    this.run = run;
    this.connection = run.connection;
    this.lock = lock;
  }

  /**
   * Applies the CRDs of a plan; of several deploys in this process only one at a time does.
   *
   * @param approval plans again on a conflict, or if another deploy wrote CRDs meanwhile
   * @return the plan whose CRDs are applied
   */
  DeployPlan apply(DeployPlan plan, PlanApproval approval) {
    return plan.crds().isEmpty()
        ? plan
        : run.knownCrds.inTurn(() -> applyOrPlanAgain(approval.upToDate(plan), approval));
  }

  private DeployPlan applyOrPlanAgain(DeployPlan first, PlanApproval approval) {
    var plan = first;
    for (int attempt = 1; !plan.crds().isEmpty(); attempt++) {
      var changes = plan.crds();
      lock.check();
      try {
        run.steps.run("CRDs", "apply " + changes.size() + " CRDs", () -> applyAll(changes));
        return plan;
      } catch (PerconaPgException e) {
        if (e.problem().code() != ProblemCode.CONFLICT || attempt == PLANS) {
          throw e;
        }
      }
      plan = approval.plan();
    }
    return plan;
  }

  /** Applies all, and throws their problems once every one has ended. */
  private String applyAll(List<CrdChange> changes) {
    var names = changes.stream().map(change -> change.crd().name()).toList();
    var pool = Executors.newFixedThreadPool(PARALLEL, DaemonThreads.named("percona-pg-crd"));
    try (var established = new EstablishedWait(connection, names, run.deadline)) {
      var running = changes.stream().map(change -> start(change, pool)).toList();
      // Later waits need the typed client, which takes a new JVM some time to load.
      var unused = pool.submit(connection::client);
      var problems = new ArrayList<Problem>();
      for (var one : running) {
        try {
          one.join();
        } catch (CompletionException e) {
          if (!(e.getCause() instanceof PerconaPgException problem)) {
            throw e;
          }
          problems.addAll(problem.problems());
        }
      }
      if (!problems.isEmpty()) {
        throw new PerconaPgException(problems, null);
      }
      established.await();
    } finally {
      pool.shutdownNow();
    }
    var created = changes.stream().filter(CrdChange::creates).count();
    return created + " created, " + (changes.size() - created) + " upgraded, all Established";
  }

  private CompletableFuture<Void> start(CrdChange change, ExecutorService pool) {
    return CompletableFuture.runAsync(() -> applyOne(change), pool);
  }

  private void applyOne(CrdChange change) {
    var name = change.crd().name();
    try {
      // An absent CRD is created without force, so that one created meanwhile is a conflict.
      var metadata =
          connection
              .api()
              .apply(
                  ApiPath.crd(name),
                  ApiRequests.FIELD_MANAGER,
                  !change.creates(),
                  CrdDocument.of(change));
      if (Unstructured.at(metadata, "metadata", "deletionTimestamp") != null) {
        throw Problem.of(
                ProblemCode.CRD_TERMINATING,
                "CustomResourceDefinition " + name + " is being deleted",
                "Wait until it is gone (kubectl get crd " + name + "), then run again.")
            .asException();
      }
      if (Unstructured.at(metadata, "metadata", "generation") instanceof Number generation) {
        run.knownCrds.written(name, generation.longValue());
      }
    } catch (KubernetesClientException e) {
      throw connection.failure("applying CustomResourceDefinition " + name, e);
    }
  }
}
