package io.github.perconapg.deploy;

import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.health.SnapshotReader;
import io.github.perconapg.plan.CustomResource;
import io.github.perconapg.plan.CustomResources;
import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.plan.WatchedNamespaces;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.release.ReleaseRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a failed upgrade is not rolled back by itself: across operator 3.0, which moves every
 * cluster for good, and once the new operator has led and a cluster is no longer as it was.
 */
final class RollbackGuard {

  private static final String FORWARD =
      " Mend what is named above and deploy again; percona-pg:rollback goes back by hand.";

  private final Run run;
  private final DeployPlan plan;

  RollbackGuard(Run run, DeployPlan plan) {
    this.run = run;
    this.plan = plan;
  }

  /** Why not, in whole sentences; empty when it is safe. */
  Optional<String> objection(ReleaseRecord failed, ReleaseRecord target) {
    if (!major(failed.appVersion()).equals(major(target.appVersion()))) {
      return Optional.of(
          "Nothing was rolled back: operator "
              + failed.appVersion()
              + " moves clusters to definitions that "
              + target.appVersion()
              + " does not know. Go forward: mend what is named above and deploy again.");
    }
    if (failed.appVersion().equals(target.appVersion())
        || !new SnapshotReader(run.client()).hasLed(OperatorTarget.of(failed))) {
      return Optional.empty();
    }
    return changed(failed);
  }

  private Optional<String> changed(ReleaseRecord failed) {
    var before = plan.clusters();
    List<CustomResource> now;
    try {
      now =
          new CustomResources(run.connection)
              .in(CustomResources.CLUSTERS, WatchedNamespaces.of(List.of(failed)));
    } catch (PerconaPgException e) {
      return Optional.of(
          "Nothing was rolled back: the new operator has led, and whether it has changed a cluster"
              + " cannot be told ("
              + e.problem().summary()
              + ")."
              + FORWARD);
    }
    var known = new HashMap<String, Map<String, Object>>();
    if (before != null) {
      before.forEach(c -> known.put(c.shown(), stateOf(c)));
    }
    return now.stream()
        .filter(c -> !stateOf(c).equals(known.get(c.shown())))
        .findFirst()
        .map(
            c ->
                "Nothing was rolled back: the new operator has led, and "
                    + c.shown()
                    + " is no longer as it was before."
                    + FORWARD);
  }

  private static Map<String, Object> stateOf(CustomResource cluster) {
    return Map.of("status", cluster.status(), "crVersion", cluster.crVersion());
  }

  private static String major(String version) {
    return version.substring(0, Math.max(0, version.indexOf('.')));
  }
}
