package io.github.perconapg.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One check of verify.
 *
 * @param check which one it is; its id, category and page are stable
 * @param outcome how it ended
 * @param summary what was found, in one line
 * @param facts what was seen, a line each; may be empty
 * @param remedy what to do next, or null when nothing is to do
 * @param duration how long it took
 */
public record CheckResult(
    Check check,
    Outcome outcome,
    String summary,
    List<String> facts,
    @Nullable String remedy,
    Duration duration) {

  /** The stable name of the check, for example {@code lease-held}. */
  public String name() {
    return check.id();
  }

  /** How a check ended. */
  public enum Outcome {
    /** It was looked at and is well. */
    PASSED,
    /** It was looked at and is not well. */
    FAILED,
    /** It cannot be told from here; never counted as failed. */
    UNKNOWN,
    /** It was left out on purpose. */
    NOT_CHECKED
  }
}
