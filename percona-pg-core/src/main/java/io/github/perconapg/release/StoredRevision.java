package io.github.perconapg.release;

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
}
