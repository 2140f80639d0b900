package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.helm.StoredRevision;
import io.github.perconapg.internal.helm.UnreadableRevision;
import io.github.perconapg.internal.plan.ReleaseChange.Verb;
import io.github.perconapg.model.Adopt;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Decides from a release's records what Helm has to do, and what must be repaired before. */
final class ReleasePlanner {

  private final Adopt adopt;
  private final List<StoredRevision> abandoned = new ArrayList<>();
  private boolean adopted;

  private ReleasePlanner(Adopt adopt) {
    this.adopt = adopt;
  }

  /**
   * @param revisions all records, newest first
   * @param adopt what may be done with what another tool made
   * @throws io.github.perconapg.problem.PerconaPgException when the release is not ours to touch
   */
  static ReleaseChange decide(List<StoredRevision> revisions, Adopt adopt) {
    return new ReleasePlanner(adopt).decide(revisions);
  }

  /**
   * Decides as well from the records that an earlier run discarded and did not replace. Where no
   * others are left, they say whose the objects are.
   *
   * @param discarded what was kept of them, newest first
   */
  static ReleaseChange decide(
      List<StoredRevision> revisions, List<ReleaseRecord> discarded, Adopt adopt) {
    if (!revisions.isEmpty()) {
      var change = decide(revisions, adopt);
      return discarded.isEmpty() ? change : change.unsettle();
    }
    var planner = new ReleasePlanner(adopt);
    discarded.forEach(planner::take);
    return new ReleaseChange(
        Verb.INSTALL, null, List.copyOf(discarded), null, false, planner.adopted);
  }

  private ReleaseChange decide(List<StoredRevision> revisions) {
    var readable = new ArrayList<ReleaseRecord>();
    for (var revision : revisions) {
      if (revision instanceof ReleaseRecord record) {
        readable.add(record);
      } else if (revision instanceof UnreadableRevision unreadable
          && unreadable.decidesAmong(revisions)) {
        setAside(unreadable);
      }
    }
    if (readable.isEmpty()) {
      return install();
    }
    take(readable.get(0));
    var settled = new ArrayList<>(readable);
    while (!settled.isEmpty() && settled.get(0).status().pending()) {
      abandoned.add(settled.remove(0));
    }
    var current = inForce(settled);
    if (current == null) {
      abandoned.addAll(settled);
      readable.forEach(this::take);
      return new ReleaseChange(Verb.INSTALL, null, abandoned, readable.get(0), false, adopted);
    }
    take(current);
    var unsettled = settled.stream().filter(r -> r.status() == ReleaseStatus.DEPLOYED).count() > 1;
    return new ReleaseChange(Verb.UPGRADE, current, abandoned, readable.get(0), unsettled, adopted);
  }

  /**
   * Decides whether a revision that shows no drift stays: when it is what is wanted and was
   * verified, or when it holds only what its chart renders and can be verified now.
   *
   * @param wanted the fingerprint of what is wanted
   * @param asRendered asked only about a revision that was never verified
   */
  static ReleaseChange settle(ReleaseChange release, String wanted, BooleanSupplier asRendered) {
    var current = release.current();
    if (current == null
        || !release.abandoned().isEmpty()
        || current.status() != ReleaseStatus.DEPLOYED
        || !wanted.equals(current.fingerprint())) {
      return release;
    }
    if (wanted.equals(current.provenFingerprint())) {
      return release.action(release.unsettled() ? Verb.PROVE : Verb.NONE);
    }
    return asRendered.getAsBoolean() ? release.action(Verb.PROVE) : release;
  }

  /** Ours by its labels, or adopted: then it is kept beside, and the others decide. */
  private void setAside(UnreadableRevision revision) {
    if (!revision.proven() && adopt == Adopt.REFUSE) {
      throw revision.problem().asException();
    }
    abandoned.add(revision);
    adopted |= !revision.proven();
  }

  private ReleaseChange install() {
    if (adopted && adopt == Adopt.KEEP) {
      throw Problem.of(
              ProblemCode.RELEASE_UNREADABLE,
              "No record of the release can be read, so its values cannot be kept",
              "Give the values with percona-pg.values and set percona-pg.adopt=reset.")
          .facts(abandoned.stream().map(r -> "Secret " + r.secret().name()).toList())
          .asException();
    }
    return new ReleaseChange(Verb.INSTALL, null, abandoned, null, false, adopted);
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

  /**
   * Its writer does not take this tool's lock, and waits for minutes without touching the record:
   * whether it still runs cannot be told, and unknown is alive.
   */
  private static void refuseInProgress(ReleaseRecord record) {
    if (!record.status().pending() && record.status() != ReleaseStatus.UNINSTALLING) {
      return;
    }
    throw Problem.of(
            ProblemCode.FOREIGN_RELEASE,
            "Release "
                + record.namespace()
                + "/"
                + record.name()
                + " is "
                + record.status().label()
                + ": another Helm may be working on it right now",
            "Wait for it, then run again. If it was killed, delete its record, which deletes"
                + " nothing else: kubectl delete secret "
                + record.secret().name()
                + " -n "
                + record.namespace())
        .facts(
            List.of(
                "Secret " + record.secret().name() + ", written at " + record.deployedAt(),
                "Helm's description: " + record.description()))
        .asException();
  }

  private void take(ReleaseRecord record) {
    if (record.ours()) {
      return;
    }
    if (adopt != Adopt.REFUSE) {
      refuseInProgress(record);
      adopted = true;
      return;
    }
    throw Problem.of(
            ProblemCode.FOREIGN_RELEASE,
            "Release "
                + record.namespace()
                + "/"
                + record.name()
                + " was not made by percona-pg, and is left as it is",
            "Go on managing it with the tool that made it, or adopt it: percona-pg.adopt=keep"
                + " keeps its values, adopt=reset does not. percona-pg:preview shows first what"
                + " would change.")
        .facts(
            List.of(
                "revision " + record.revision() + " is " + record.status().label(),
                "chart " + record.chartName() + " " + record.chartVersion(),
                "Helm's description: " + record.description(),
                "user-supplied values: "
                    + (record.userValues().isEmpty()
                        ? "none"
                        : String.join(", ", record.userValues().keySet()))))
        .asException();
  }
}
