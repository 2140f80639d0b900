package io.github.perconapg.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The part of the operator's log to read.
 *
 * @param follow whether to follow the log
 * @param since the maximum age of lines; null for all
 * @param previous whether to read the log of the previous container
 * @param timeout the time after which following stops, more than zero
 */
public record LogOptions(
    boolean follow, @Nullable Duration since, boolean previous, Duration timeout) {

  /** Returns all of the current container's log, without following it. */
  public static LogOptions defaults() {
    return new LogOptions(false, null, false, Duration.ofMinutes(5));
  }
}
