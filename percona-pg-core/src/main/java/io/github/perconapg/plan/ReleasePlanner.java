package io.github.perconapg.plan;

import io.github.perconapg.plan.ReleaseChange.Verb;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.ReleaseStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides from a release's records what Helm has to do, and what must be put right before. */
final class ReleasePlanner {

  private ReleasePlanner() {}

  /**
   * @param history all records, newest first
   * @throws io.github.perconapg.problem.PerconaPgException when the release is not ours to touch
   */
  static ReleaseChange decide(List<ReleaseRecord> history) {
    if (history.isEmpty()) {
      return new ReleaseChange(Verb.INSTALL, null, List.of());
    }
    var newest = history.get(0);
    refuseForeign(newest);
    var abandoned = new ArrayList<ReleaseRecord>();
    for (var record : history) {
      if (!record.status().pending()) {
        break;
      }
      abandoned.add(record);
    }
    var settled = history.subList(abandoned.size(), history.size());
    var current = inForce(settled);
    if (current == null) {
      abandoned.addAll(settled);
      abandoned.forEach(ReleasePlanner::refuseForeign);
      return new ReleaseChange(Verb.INSTALL, null, abandoned);
    }
    refuseForeign(current);
    return new ReleaseChange(Verb.UPGRADE, current, abandoned);
  }

  /**
   * The record that Helm upgrades from: the deployed one, else a newest one that failed or was
   * superseded by a run that was killed before it recorded its own end. An uninstall that did not
   * end leaves none.
   */
  private static @Nullable ReleaseRecord inForce(List<ReleaseRecord> settled) {
    for (var record : settled) {
      if (record.status() == ReleaseStatus.DEPLOYED) {
        return record;
      }
    }
    if (settled.isEmpty()) {
      return null;
    }
    var newest = settled.get(0);
    return newest.status() == ReleaseStatus.FAILED || newest.status() == ReleaseStatus.SUPERSEDED
        ? newest
        : null;
  }

  private static void refuseForeign(ReleaseRecord record) {
    if (record.fingerprint() != null) {
      return;
    }
    throw Problem.of(
            ProblemCode.FOREIGN_RELEASE,
            "Release "
                + record.namespace()
                + "/"
                + record.name()
                + " was not made by percona-pg, and is left as it is",
            "Go on managing it with the tool that made it, or remove it there and run again.")
        .facts(
            List.of(
                "revision " + record.revision() + " is " + record.status(),
                "chart " + record.chartName() + " " + record.chartVersion(),
                "Helm's description: " + record.description(),
                "user-supplied values: "
                    + (record.userValues().isEmpty()
                        ? "none"
                        : String.join(", ", record.userValues().keySet()))))
        .asException();
  }
}
