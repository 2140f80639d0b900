package io.github.perconapg.internal.deploy;

import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.internal.run.ChangeNotifier;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.WaitReporter;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Waits after a step of a stepwise upgrade until every database cluster that was ready before is
 * ready again, so that the next step does not interrupt a change.
 */
final class ClustersWait {

  /** How long clusters must stay ready: a new operator reconciles every cluster when it starts. */
  private static final Duration STEADY = Duration.ofSeconds(5);

  private final Run run;

  ClustersWait(Run run) {
    this.run = run;
  }

  /**
   * Waits.
   *
   * @param step the plan that was carried out, with the clusters as they were before
   * @throws io.github.perconapg.problem.PerconaPgException {@code not-ready} if the deadline passes
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

  /** Returns the clusters to wait for; those deleted meanwhile are not among them. */
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
            "Look at these clusters (kubectl describe), then run again: it continues from here.")
        .facts(notReady)
        .asException();
  }
}
