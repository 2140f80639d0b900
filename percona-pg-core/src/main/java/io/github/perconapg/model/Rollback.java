package io.github.perconapg.model;

/** Policy for a release that does not become ready, applied after its evidence is saved. */
public enum Rollback {
  /**
   * Uninstall a failed first install; after a failed upgrade, restore the newest verified revision
   * if that is safe.
   */
  AUTO,
  /** Leave everything as it failed. */
  NEVER
}
