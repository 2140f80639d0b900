package io.github.perconapg.deploy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.perconapg.health.WaitingTold;
import io.github.perconapg.plan.CustomResource;
import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.problem.Interruption;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Waits after a step of a longer way until every database cluster that was ready before is ready
 * again, so that the next step begins with nothing half done.
 */
final class ClustersWait {

  /** A new operator looks at every cluster when it starts; what it changes shows by then. */
  private static final Duration STEADY = Duration.ofSeconds(5);

  private static final ResourceDefinitionContext CLUSTERS =
      new ResourceDefinitionContext.Builder()
          .withGroup("pgv2.percona.com")
          .withVersion("v2")
          .withKind("PerconaPGCluster")
          .withPlural("perconapgclusters")
          .withNamespaced(true)
          .build();

  private final Run run;

  ClustersWait(Run run) {
    this.run = run;
  }

  /**
   * Waits by watch.
   *
   * @param step the step that was carried out; knows the clusters as they were before
   * @throws io.github.perconapg.problem.PerconaPgException NOT_READY when the deadline passes
   */
  void await(DeployPlan step) {
    var clusters = step.clusters();
    var wereReady =
        clusters == null
            ? List.<CustomResource>of()
            : clusters.stream().filter(CustomResource::ready).toList();
    if (!wereReady.isEmpty()) {
      run.steps.run(
          "databases",
          "wait until " + wereReady.size() + " clusters are ready again",
          () -> await(wereReady, step.chart().version()));
    }
  }

  private String await(List<CustomResource> wereReady, String version) {
    var changes = new Semaphore(0);
    var informers = new ArrayList<SharedIndexInformer<GenericKubernetesResource>>();
    try {
      for (var namespace : namespacesOf(wereReady)) {
        informers.add(
            run.client()
                .genericKubernetesResources(CLUSTERS)
                .inNamespace(namespace)
                .inform(new Waker(changes)));
      }
      await(wereReady, version, informers, changes);
      return wereReady.size() == 1
          ? "1 cluster is ready, as before"
          : wereReady.size() + " clusters are ready, as before";
    } catch (InterruptedException e) {
      throw Interruption.of(
          e,
          "Interrupted while waiting for the database clusters",
          ProblemCode.INTERRUPTED.advice());
    } finally {
      informers.forEach(SharedIndexInformer::close);
    }
  }

  private void await(
      List<CustomResource> wereReady,
      String version,
      List<SharedIndexInformer<GenericKubernetesResource>> informers,
      Semaphore changes)
      throws InterruptedException {
    var waiting = new WaitingTold(run.listener, "databases", run.deadline);
    var steadySince = System.nanoTime();
    while (true) {
      var notReady =
          wereReady.stream().map(c -> problem(c, informers)).filter(p -> !p.isEmpty()).toList();
      var now = System.nanoTime();
      if (!notReady.isEmpty()) {
        steadySince = now;
        waiting.tell(notReady);
      } else if (now - steadySince >= STEADY.toNanos()) {
        return;
      }
      if (run.deadline.passed()) {
        throw notReady(version, notReady);
      }
      var left = run.deadline.left().toNanos();
      var untilSteady = STEADY.toNanos() - (now - steadySince);
      var atMost =
          notReady.isEmpty()
              ? Math.min(left, untilSteady)
              : waiting.nextLook(run.deadline.left()).toNanos();
      if (changes.tryAcquire(Math.max(1, atMost), TimeUnit.NANOSECONDS)) {
        changes.drainPermits();
      }
    }
  }

  private static String problem(
      CustomResource before, List<SharedIndexInformer<GenericKubernetesResource>> informers) {
    for (var informer : informers) {
      var live = informer.getStore().getByKey(before.namespace() + "/" + before.name());
      if (live != null) {
        var state = live.get("status", "state");
        return "ready".equals(state) ? "" : before.shown() + " is " + state;
      }
    }
    return ""; // deleted by somebody meanwhile
  }

  private RuntimeException notReady(String version, List<String> notReady) {
    return Problem.of(
            ProblemCode.NOT_READY,
            "Chart "
                + version
                + " is deployed and its operator works, but database clusters that were ready are"
                + " not ready again within "
                + run.deadline.shown(),
            "Look at these clusters (kubectl describe), then run again: it goes on from here.")
        .facts(notReady)
        .asException();
  }

  private static Set<String> namespacesOf(List<CustomResource> clusters) {
    var namespaces = new TreeSet<String>();
    clusters.forEach(c -> namespaces.add(c.namespace()));
    return namespaces;
  }

  private record Waker(Semaphore changes)
      implements ResourceEventHandler<GenericKubernetesResource> {
    @Override
    public void onAdd(GenericKubernetesResource cluster) {
      changes.release();
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
      changes.release();
    }

    @Override
    public void onDelete(GenericKubernetesResource cluster, boolean finalStateUnknown) {
      changes.release();
    }
  }
}
