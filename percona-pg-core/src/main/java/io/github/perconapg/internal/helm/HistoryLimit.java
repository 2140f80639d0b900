package io.github.perconapg.internal.helm;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;

/** Keeps a release's history from growing for ever, as Helm's own limit does, which is not used. */
public final class HistoryLimit {

  /** How many records of a release are kept. */
  private static final int KEPT = 10;

  private final Releases releases;

  /** Reads and deletes records of the given releases. */
  public HistoryLimit(Releases releases) {
    this.releases = releases;
  }

  /**
   * Deletes the oldest records beyond ten, but never the newest deployed one and never the newest
   * proven one. One that changes meanwhile is left for the next time, and so is for good one that
   * cannot be read.
   *
   * @param newest the newest record; asks nothing where it is one of the first ten
   * @return how many were deleted
   */
  public int enforce(ReleaseRecord newest) {
    // Records are numbered from 1, so that a release of few revisions cannot have too many.
    if (newest.revision() <= KEPT) {
      return 0;
    }
    var revisions = releases.revisions(newest.namespace(), newest.name());
    var newestProven =
        revisions.stream()
            .filter(
                revision -> revision instanceof ReleaseRecord r && r.provenFingerprint() != null)
            .findFirst();
    var deployed = revisions.stream().filter(r -> r.status() == ReleaseStatus.DEPLOYED).findFirst();
    var deleted = 0;
    for (var revision : revisions.stream().skip(KEPT).toList()) {
      if (revision instanceof ReleaseRecord
          && deployed.filter(revision::equals).isEmpty()
          && newestProven.filter(revision::equals).isEmpty()) {
        try {
          releases.delete(revision);
          deleted++;
        } catch (PerconaPgException e) {
          if (e.problem().code() != ProblemCode.CONFLICT) {
            throw e;
          }
        }
      }
    }
    return deleted;
  }
}
