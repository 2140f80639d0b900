package io.github.perconapg.model;

import java.time.Duration;

/**
 * How to destroy.
 *
 * @param timeout the deadline for the whole verb, more than zero
 */
public record DestroyOptions(Duration timeout) {

  /** Five minutes. */
  public static DestroyOptions defaults() {
    return new DestroyOptions(Duration.ofMinutes(5));
  }

  /** A copy with another deadline. */
  public DestroyOptions timeout(Duration timeout) {
    return new DestroyOptions(timeout);
  }
}
