package io.github.perconapg.maven;

import io.github.perconapg.event.Event;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses two manifests that are one operator: other names of one cluster, and the same namespace.
 * Manifests that name a cluster alike are refused by the reader already.
 */
final class DuplicateTargets {

  private final Map<String, DesiredState> seen = new HashMap<>();

  private DuplicateTargets() {}

  /** Resolves every target, which sends no request; nothing was done when this throws. */
  static void refuse(
      List<ClusterMojo.Job> jobs, ClusterMojo.Connector connector, HttpSettings http) {
    if (jobs.size() < 2) {
      return;
    }
    var twins = new DuplicateTargets();
    for (var job : jobs) {
      connector
          .connect(
              job.target(),
              Environment.system(),
              http,
              event -> {
                if (event instanceof Event.TargetResolved resolved) {
                  twins.add(resolved.server(), job.desired());
                }
              })
          .close();
    }
  }

  private void add(String server, DesiredState state) {
    var other = seen.put(server + " " + state.namespace() + "/" + state.release(), state);
    if (other != null) {
      throw Problem.of(
              ProblemCode.MANIFEST_CONFLICT,
              "Two manifests are one operator: release "
                  + state.release()
                  + " in namespace "
                  + state.namespace()
                  + " of "
                  + server,
              "Leave one of them out, or give it another namespace.")
          .facts(List.of(other.input().source(), state.input().source()))
          .asException();
    }
  }
}
