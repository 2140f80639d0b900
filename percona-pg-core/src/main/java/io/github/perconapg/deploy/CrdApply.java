package io.github.perconapg.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.plan.CrdCache;
import io.github.perconapg.plan.CrdChange;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.ApiPath;
import io.github.perconapg.target.ApiRequests;
import io.github.perconapg.target.Connection;
import io.github.perconapg.target.DaemonThreads;
import io.github.perconapg.target.Unstructured;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Applies definitions on the server's side, in parallel, and waits until all are Established. */
final class CrdApply {

  private static final int PARALLEL = 8;

  private final Connection connection;
  private final CrdCache knownCrds;
  private final Deadline deadline;

  CrdApply(Connection connection, CrdCache knownCrds, Deadline deadline) {
    this.knownCrds = knownCrds;
    this.connection = connection;
    this.deadline = deadline;
  }

  /** Applies all; the first problem is thrown when every one has ended. */
  void apply(List<CrdChange> changes) {
    var names = changes.stream().map(change -> change.crd().name()).toList();
    var pool = Executors.newFixedThreadPool(PARALLEL, DaemonThreads.named("percona-pg-crd"));
    try (var established = new EstablishedWait(connection, names, deadline)) {
      var running = changes.stream().map(change -> start(change, pool)).toList();
      // What is waited for next takes the typed client, and a new JVM some time to load it.
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
  }

  private CompletableFuture<Void> start(CrdChange change, ExecutorService pool) {
    return CompletableFuture.runAsync(() -> applyOne(change), pool);
  }

  private void applyOne(CrdChange change) {
    var name = change.crd().name();
    try {
      // An absent one is created without force, so that another that came meanwhile is a conflict.
      var metadata =
          connection
              .api()
              .apply(
                  ApiPath.definition(name),
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
        knownCrds.written(name, generation.longValue());
      }
    } catch (KubernetesClientException e) {
      throw connection.failure("applying CustomResourceDefinition " + name, e);
    }
  }
}
