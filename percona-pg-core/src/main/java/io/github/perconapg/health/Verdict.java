package io.github.perconapg.health;

import io.github.perconapg.model.CheckResult.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a check came to, without its name and duration. */
record Verdict(Outcome outcome, String summary, List<String> facts, @Nullable String remedy) {

  static Verdict passed(String summary) {
    return new Verdict(Outcome.PASSED, summary, List.of(), null);
  }

  static Verdict passed(String summary, List<String> facts) {
    return new Verdict(Outcome.PASSED, summary, facts, null);
  }

  static Verdict unknown(String summary, String remedy) {
    return new Verdict(Outcome.UNKNOWN, summary, List.of(), remedy);
  }

  static Verdict notChecked(String summary) {
    return new Verdict(Outcome.NOT_CHECKED, summary, List.of(), null);
  }

  static Verdict failed(String summary, List<String> facts, String remedy) {
    return new Verdict(Outcome.FAILED, summary, facts, remedy);
  }
}
