package io.github.perconapg.bench;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Who brings the chart onto a cluster, and off it again. */
interface Contender extends AutoCloseable {

  /** What the report calls it. */
  String name();

  /** What it can be measured in. */
  default Set<Situation> situations() {
    return EnumSet.complementOf(EnumSet.of(Situation.EMPTY));
  }

  /**
   * Whether it waits for what only a running operator does; it then gets the stand-in, which keeps
   * the times of the real one.
   */
  default boolean needsOperator() {
    return false;
  }

  /**
   * Does it once.
   *
   * @throws IllegalStateException with its own words when it fails
   */
  Run run(Situation situation, Place place) throws IOException, InterruptedException;

  @Override
  default void close() {}
}
