package io.github.perconapg.model;

/** Policy for releases and objects that percona-pg did not create. */
public enum Adopt {
  /** Refuse, and leave them as they are. */
  REFUSE,
  /**
   * Adopt them and keep the release's values, now and in later deploys. The caller's values and the
   * manifest's override them.
   */
  KEEP,
  /** Adopt them with only the caller's values and the manifest's. */
  RESET
}
