package io.github.perconapg.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one check of verify.
 *
 * @param check the check; its id, category and page are stable
 * @param outcome how it ended
 * @param summary the finding, in one line
 * @param facts observations, one per line; may be empty
 * @param remedy what to do next, or null if there is nothing to do
 * @param duration how long it took
 */
public record CheckResult(
    Check check,
    Outcome outcome,
    String summary,
    List<String> facts,
    @Nullable String remedy,
    Duration duration) {

  /** Returns the stable name of the check, for example {@code lease-held}. */
  public String name() {
    return check.id();
  }

  /** How a check ended. */
  public enum Outcome {
    /** The check passed. */
    PASSED,
    /** The check failed. */
    FAILED,
    /** The check could not be carried out; never counts as failed. */
    UNKNOWN,
    /** The check was not requested. */
    NOT_CHECKED
  }
}
