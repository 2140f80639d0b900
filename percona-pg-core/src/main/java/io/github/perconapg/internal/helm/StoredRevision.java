package io.github.perconapg.internal.helm;

import java.util.List;

/** One revision of a release as it is stored, whether it can be read or not. */
public sealed interface StoredRevision permits ReleaseRecord, UnreadableRevision {

  /** The release's name. */
  String name();

  /** The release's namespace. */
  String namespace();

  /** From 1; 0 when even that cannot be read. */
  int revision();

  /** Helm's status. */
  ReleaseStatus status();

  /** Identity of the Secret, for preconditions. */
  ReleaseRecord.SecretIdentity secret();

  /**
   * Tells whether decisions rest on it: on the newest, and on every one that its label calls
   * neither superseded nor failed. An old record that was replaced, or that failed, decides
   * nothing.
   *
   * @param all the revisions of its release, newest first
   */
  default boolean decidesAmong(List<StoredRevision> all) {
    return this == all.get(0)
        || (status() != ReleaseStatus.SUPERSEDED && status() != ReleaseStatus.FAILED);
  }
}
