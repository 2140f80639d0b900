package io.github.perconapg.model;

/** When a deployed operator counts as ready. */
public enum Readiness {
  /**
   * It leads and its controllers run. The operator has no readiness probe, so this looks deeper.
   */
  WORKING,
  /** Its Deployment is available, no more; what {@code helm --wait} looks at. */
  AVAILABLE
}
