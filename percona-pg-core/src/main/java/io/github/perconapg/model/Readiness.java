package io.github.perconapg.model;

/** The condition for a deployed operator to be ready. */
public enum Readiness {
  /** It leads and its controllers run. The operator has no readiness probe, so this checks more. */
  WORKING,
  /** Its Deployment is available, as {@code helm --wait} checks it. */
  AVAILABLE
}
