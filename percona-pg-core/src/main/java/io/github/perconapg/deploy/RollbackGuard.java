package io.github.perconapg.deploy;

import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.health.SnapshotReader;
import io.github.perconapg.plan.CustomResource;
import io.github.perconapg.plan.CustomResources;
import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.plan.OperatorImage;
import io.github.perconapg.plan.WatchedNamespaces;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.release.ReleaseRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a failed revision is not undone by itself: across operator 3.0, which moves every cluster
 * for good, and once a cluster is no longer as it was and the new operator may have led.
 */
final class RollbackGuard {

  private final Run run;
  private final DeployPlan plan;

  RollbackGuard(Run run, DeployPlan plan) {
    this.run = run;
    this.plan = plan;
  }

  /** Why a failed upgrade is not rolled back, in whole sentences; empty when it is safe. */
  Optional<String> objection(ReleaseRecord failed, ReleaseRecord target) {
    var from = OperatorImage.of(failed).version();
    var to = OperatorImage.of(target).version();
    if (!major(from).equals(major(to))) {
      return Optional.of(
          "Nothing was rolled back: operator "
              + from
              + " moves clusters to definitions that "
              + to
              + " does not know. Go forward: fix what is named above and deploy again.");
    }
    return from.equals(to)
        ? Optional.empty()
        : changed(failed)
            .map(
                what ->
                    "Nothing was rolled back: "
                        + what
                        + ". Fix what is named above and deploy again; percona-pg:rollback goes"
                        + " back by hand.");
  }

  /**
   * Why a failed first install is not uninstalled; empty when it is safe. Without an operator a
   * cluster that it has touched keeps a finalizer that nothing takes off.
   */
  Optional<String> objectionToUninstall(ReleaseRecord failed) {
    return changed(failed)
        .map(
            what ->
                "Nothing was uninstalled: "
                    + what
                    + ", and needs an operator. Fix what is named above and deploy again.");
  }

  /** What the failed revision may have changed. */
  private Optional<String> changed(ReleaseRecord failed) {
    List<CustomResource> now;
    try {
      now =
          new CustomResources(run.connection)
              .in(CustomResources.CLUSTERS, WatchedNamespaces.of(failed));
    } catch (PerconaPgException e) {
      return Optional.of(
          "whether the new operator has changed a cluster cannot be told ("
              + e.problem().summary()
              + ")");
    }
    var changed = changed(plan.clusters(), now);
    return changed.isEmpty()
            || !new SnapshotReader(run.client()).mayHaveLed(OperatorTarget.of(failed))
        ? Optional.empty()
        : changed.map(
            cluster ->
                "the new operator may have led, and "
                    + cluster.shown()
                    + " is no longer as it was before");
  }

  /**
   * The first cluster that is not as it was.
   *
   * @param before as they were before the change; null when it is not known, and then none is
   */
  static Optional<CustomResource> changed(
      @Nullable List<CustomResource> before, List<CustomResource> now) {
    var known = new HashMap<String, Map<String, Object>>();
    if (before != null) {
      before.forEach(c -> known.put(c.uid(), stateOf(c)));
    }
    return now.stream().filter(c -> !stateOf(c).equals(known.get(c.uid()))).findFirst();
  }

  private static Map<String, Object> stateOf(CustomResource cluster) {
    return Map.of(
        "status",
        cluster.status(),
        "crVersion",
        cluster.crVersion(),
        "finalizers",
        cluster.finalizers(),
        "deleting",
        cluster.deleting());
  }

  private static String major(String version) {
    return version.substring(0, Math.max(0, version.indexOf('.')));
  }
}
