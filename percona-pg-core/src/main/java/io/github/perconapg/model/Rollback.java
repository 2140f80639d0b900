package io.github.perconapg.model;

/** What happens to a release that does not come up, once the evidence is kept. */
public enum Rollback {
  /**
   * A failed first install is uninstalled; after a failed upgrade the newest revision that was seen
   * to work is restored, where that is safe.
   */
  AUTO,
  /** Everything stays as it failed. */
  NEVER
}
