package io.github.perconapg.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the operator's log is read.
 *
 * @param follow whether to go on with what is written from now on
 * @param since only what is younger; null for all
 * @param previous whether the run of the container before the present one is meant
 * @param timeout when following ends, more than zero
 */
public record LogOptions(
    boolean follow, @Nullable Duration since, boolean previous, Duration timeout) {

  /** All of the present run, without following it. */
  public static LogOptions defaults() {
    return new LogOptions(false, null, false, Duration.ofMinutes(5));
  }
}
