package io.github.perconapg.controlplane.operator;

/**
 * How the stand-in operator plays.
 *
 * @param timeFactor what each time of the real operator is multiplied by; 1 is as slow as the real
 *     one, 0.05 makes its two minutes of waiting for a cache six seconds
 */
public record StandInOptions(double timeFactor) {
  /** Checks the factor. */
  public StandInOptions {
    if (!(timeFactor > 0 && timeFactor <= 1)) {
      throw new IllegalArgumentException("timeFactor must be above 0 and at most 1: " + timeFactor);
    }
  }

  /**
   * Fast enough for tests, with the order of events kept.
   *
   * @return a factor of 0.05
   */
  public static StandInOptions fast() {
    return new StandInOptions(0.05);
  }
}
