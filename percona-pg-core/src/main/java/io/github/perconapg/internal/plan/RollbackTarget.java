package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.StoredRevision;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which stored revision a release goes back to. */
final class RollbackTarget {

  private final DesiredState desired;
  private final @Nullable Integer revision;

  /**
   * @param revision the requested one; null for the newest proven one that is another than the
   *     current one
   */
  RollbackTarget(DesiredState desired, @Nullable Integer revision) {
    this.desired = desired;
    this.revision = revision;
  }

  /**
   * Finds it.
   *
   * @param stored all revisions, newest first
   * @param current the current one
   * @throws io.github.perconapg.problem.PerconaPgException {@code revision-unknown}
   */
  ReleaseRecord of(List<StoredRevision> stored, ReleaseRecord current) {
    return stored.stream()
        .filter(ReleaseRecord.class::isInstance)
        .map(ReleaseRecord.class::cast)
        .filter(record -> revision == null ? isOtherProven(record, current) : isAskedFor(record))
        .findFirst()
        .orElseThrow(
            () ->
                none(
                    revision == null
                        ? "no other revision was ever seen to work"
                        : "it does not exist, cannot be read, or was never finished"));
  }

  private static boolean isOtherProven(ReleaseRecord record, ReleaseRecord current) {
    var proven = record.provenFingerprint();
    return proven != null && !proven.equals(current.provenFingerprint());
  }

  private boolean isAskedFor(ReleaseRecord record) {
    return Integer.valueOf(record.revision()).equals(revision) && !record.status().pending();
  }

  /** That there is none. */
  RuntimeException none(String why) {
    return Problem.of(
            ProblemCode.REVISION_UNKNOWN,
            "Release "
                + desired.namespace()
                + "/"
                + desired.release()
                + " cannot go back"
                + (revision == null ? "" : " to revision " + revision)
                + ": "
                + why,
            "See percona-pg:history for its revisions, and choose one with percona-pg.revision.")
        .asException();
  }
}
