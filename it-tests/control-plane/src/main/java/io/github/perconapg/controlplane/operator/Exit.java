package io.github.perconapg.controlplane.operator;

/**
 * How a container ended.
 *
 * @param code the exit code
 * @param reason Completed, Error or OOMKilled
 */
record Exit(int code, String reason) {
  /** An end with an error code. */
  static Exit error(int code) {
    return new Exit(code, "Error");
  }
}
