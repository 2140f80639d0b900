package io.github.perconapg;

import io.github.perconapg.internal.crd.CrdCache;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs several deploys at once. A connection, a chart and a Helm worker exist only while their
 * request runs, so memory grows with the parallelism and not with the number of requests.
 */
final class DeployAll {

  private static final Duration TO_END = Duration.ofSeconds(30);

  private final DeployBatch batch;
  private final DeployListener listener;
  private final AtomicBoolean failed = new AtomicBoolean();

  /** CRDs already written, by API server, so that each is written once. */
  private final Map<String, CrdCache> knownCrds = new ConcurrentHashMap<>();

  DeployAll(DeployBatch batch, DeployListener listener) {
    this.batch = batch;
    this.listener = listener;
  }

  List<DeployOutcome> run() {
    var requests = batch.requests();
    refuseTwins(requests);
    var number = new AtomicInteger();
    var pool =
        Executors.newFixedThreadPool(
            batch.parallelism(),
            task -> new Thread(task, "percona-pg-deploy-" + number.incrementAndGet()));
    try {
      var running = requests.stream().map(request -> pool.submit(deploy(request))).toList();
      return outcomes(requests, running);
    } catch (InterruptedException e) {
      end(pool);
      throw Problem.of(
              ProblemCode.INTERRUPTED,
              "Interrupted while deploying several operators",
              "Run it again: it resumes and completes the interrupted work.")
          .asException(e);
    } finally {
      pool.shutdown();
    }
  }

  /** Interrupts all and waits for their end, so that nothing is written afterwards. */
  private static void end(ExecutorService pool) {
    pool.shutdownNow();
    try {
      var unused = pool.awaitTermination(TO_END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // A second interruption means: do not wait.
    }
    Thread.currentThread().interrupt();
  }

  private static List<DeployOutcome> outcomes(
      List<DeployRequest> requests, List<Future<DeployOutcome>> running)
      throws InterruptedException {
    var outcomes = new ArrayList<DeployOutcome>();
    for (int i = 0; i < requests.size(); i++) {
      try {
        outcomes.add(running.get(i).get());
      } catch (ExecutionException e) {
        var cause = e.getCause();
        outcomes.add(new DeployOutcome.Failed(requests.get(i), defect(cause == null ? e : cause)));
      }
    }
    return List.copyOf(outcomes);
  }

  private Callable<DeployOutcome> deploy(DeployRequest request) {
    return () -> {
      var outcome = outcome(request);
      listener.ended(outcome);
      return outcome;
    };
  }

  private DeployOutcome outcome(DeployRequest request) {
    if (batch.failFast() && failed.get()) {
      return new DeployOutcome.NotStarted(request);
    }
    @Nullable DeployOutcome outcome = null;
    try {
      outcome = new DeployOutcome.Deployed(request, deployOne(request));
    } catch (PerconaPgException e) {
      outcome = new DeployOutcome.Failed(request, e);
    } catch (RuntimeException e) {
      outcome = new DeployOutcome.Failed(request, defect(e));
    } finally {
      if (!(outcome instanceof DeployOutcome.Deployed)) {
        failed.set(true);
      }
    }
    return outcome;
  }

  private DeployResult deployOne(DeployRequest request) {
    try (var cluster =
        ConnectedCluster.open(
            request.target(),
            batch.environment(),
            batch.http(),
            event -> listener.on(request, event),
            server -> knownCrds.computeIfAbsent(server, unused -> new CrdCache()),
            ConnectedCluster.TO_LOOK)) {
      return cluster.deploy(
          request.desired(), request.options(), event -> listener.on(request, event));
    }
  }

  /** Refuses two requests for one operator, or with the same output directory. */
  private void refuseTwins(List<DeployRequest> requests) {
    var releases = new HashMap<String, DeployRequest>();
    var folders = new HashMap<String, DeployRequest>();
    for (var request : requests) {
      var desired = request.desired();
      String server;
      try {
        server = Connection.resolve(request.target(), batch.environment()).server();
      } catch (PerconaPgException e) {
        continue; // its own run reports this failure
      }
      var operator = desired.namespace() + "/" + desired.release() + " on " + server;
      refuse(releases.put(operator, request), request, "deploy the same operator: " + operator);
      var folder = request.options().outputDirectory().toAbsolutePath().normalize();
      refuse(folders.put(folder.toString(), request), request, "write to the folder " + folder);
    }
  }

  private static void refuse(@Nullable DeployRequest first, DeployRequest second, String what) {
    if (first != null) {
      throw Problem.of(
              ProblemCode.MANIFEST_CONFLICT,
              "Two requests " + what,
              "Remove one of them, or change what they share.")
          .facts(List.of(first.desired().input().source(), second.desired().input().source()))
          .asException();
    }
  }

  private static PerconaPgException defect(Throwable e) {
    return Problem.of(
            ProblemCode.INTERNAL,
            "A deploy failed because of a bug in percona-pg: " + e,
            ProblemCode.INTERNAL.advice())
        .asException(e);
  }
}
