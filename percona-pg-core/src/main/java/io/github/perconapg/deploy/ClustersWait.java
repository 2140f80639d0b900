package io.github.perconapg.deploy;

import io.github.perconapg.health.ChangeNotifier;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.health.WaitReporter;
import io.github.perconapg.plan.CustomResource;
import io.github.perconapg.plan.CustomResources;
import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Waits after a step of a longer way until every database cluster that was ready before is ready
 * again, so that the next step begins with nothing half done.
 */
final class ClustersWait {

  /** A new operator looks at every cluster when it starts; what it changes shows by then. */
  private static final Duration STEADY = Duration.ofSeconds(5);

  private final Run run;

  ClustersWait(Run run) {
    this.run = run;
  }

  /**
   * Waits.
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
    var namespaces = each(wereReady, CustomResource::namespace);
    var names = each(wereReady, CustomResource::shown);
    var waiting = new WaitReporter(run.listener, "databases", run.deadline);
    var steady = Deadline.in(STEADY);
    try (var wake = new ChangeNotifier(run.api(), paths(namespaces))) {
      while (true) {
        var notReady = notReady(names, namespaces);
        if (!notReady.isEmpty()) {
          steady = Deadline.in(STEADY);
          waiting.tell(notReady);
        } else if (steady.passed()) {
          return wereReady.size() == 1
              ? "1 cluster is ready, as before"
              : wereReady.size() + " clusters are ready, as before";
        }
        if (run.deadline.passed()) {
          throw failure(version, notReady);
        }
        var unused = wake.await(notReady.isEmpty() ? steady : run.deadline);
      }
    }
  }

  private static Set<String> each(
      List<CustomResource> clusters, Function<CustomResource, String> part) {
    return clusters.stream().map(part).collect(Collectors.toSet());
  }

  private static List<String> paths(Set<String> namespaces) {
    return namespaces.stream()
        .map(namespace -> CustomResources.path(CustomResources.CLUSTERS, namespace))
        .toList();
  }

  /** One that somebody deleted meanwhile is not waited for. */
  private List<String> notReady(Set<String> wereReady, Set<String> namespaces) {
    return new CustomResources(run.connection)
        .in(CustomResources.CLUSTERS, namespaces).stream()
            .filter(cluster -> wereReady.contains(cluster.shown()) && !cluster.ready())
            .map(cluster -> cluster.shown() + " is " + cluster.state())
            .toList();
  }

  private RuntimeException failure(String version, List<String> notReady) {
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
}
