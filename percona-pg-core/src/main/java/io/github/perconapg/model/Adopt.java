package io.github.perconapg.model;

/** What deploy does about a release, or objects, that this tool did not make. */
public enum Adopt {
  /** Leave them as they are and refuse. */
  REFUSE,
  /**
   * Take them over. The release's own values stay below those of the caller and of the manifest,
   * now and in later deploys.
   */
  KEEP,
  /** Take them over with nothing but the caller's values and the manifest's. */
  RESET
}
