package io.github.perconapg.internal.yaml;

import java.time.Duration;

/**
 * How much of a text is read.
 *
 * @param characters how long it may be
 * @param depth how many collections may lie in each other, aliases followed
 * @param values how many values it may hold, aliases counted as often as they stand there
 * @param time how long reading may take; a backstop, since reading takes linear time
 */
public record Limits(int characters, int depth, int values, Duration time) {

  private static final Duration TIME = Duration.ofSeconds(20);

  /** What a person writes, or a chart says of itself: 1 MiB, 64 levels, 100,000 values. */
  public static final Limits FILE = of(1 << 20, 64, 100_000);

  /** Kubernetes objects, CRDs among them: 16 MiB, 200 levels, a million values. */
  public static final Limits OBJECTS = of(16 << 20, 200, 1_000_000);

  /** Limits with the usual time. */
  public static Limits of(int characters, int depth, int values) {
    return new Limits(characters, depth, values, TIME);
  }
}
