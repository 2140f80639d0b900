package io.github.perconapg.internal.run;

import java.time.Duration;

/** A moment by the monotonic clock until which something may take. */
public final class Deadline {

  private final Duration allowed;
  private final long end;

  private Deadline(Duration allowed) {
    this.allowed = allowed;
    this.end = System.nanoTime() + allowed.toNanos();
  }

  /** The moment that is the given time from now. */
  public static Deadline in(Duration allowed) {
    return new Deadline(allowed);
  }

  /** Returns what is left; zero when it has passed. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** Returns what is left, or the given time where that is shorter. */
  public Duration left(Duration atMost) {
    return shorter(left(), atMost);
  }

  /** Returns what is left in milliseconds, at least one: some take 0 for no bound at all. */
  public long leftMillis() {
    return Math.max(1, left().toMillis());
  }

  /** The shorter of two times. */
  public static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Tells whether it has passed. */
  public boolean passed() {
    return end - System.nanoTime() <= 0;
  }

  /** Returns what was allowed. */
  public Duration allowed() {
    return allowed;
  }

  /** Returns what was allowed, for a person: {@code 5m}, {@code 90s}. */
  public String shown() {
    var seconds = allowed.toSeconds();
    return seconds >= 60 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
