package io.github.perconapg.internal.verify;

import io.github.perconapg.model.CheckResult.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a check came to, without its name and duration. */
public record CheckOutcome(
    Outcome outcome, String summary, List<String> facts, @Nullable String remedy) {

  public static CheckOutcome passed(String summary) {
    return new CheckOutcome(Outcome.PASSED, summary, List.of(), null);
  }

  public static CheckOutcome passed(String summary, List<String> facts) {
    return new CheckOutcome(Outcome.PASSED, summary, facts, null);
  }

  static CheckOutcome unknown(String summary, String remedy) {
    return new CheckOutcome(Outcome.UNKNOWN, summary, List.of(), remedy);
  }

  public static CheckOutcome notChecked(String summary) {
    return new CheckOutcome(Outcome.NOT_CHECKED, summary, List.of(), null);
  }

  public static CheckOutcome failed(String summary, List<String> facts, String remedy) {
    return new CheckOutcome(Outcome.FAILED, summary, facts, remedy);
  }
}
