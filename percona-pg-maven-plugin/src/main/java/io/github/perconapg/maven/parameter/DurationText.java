package io.github.perconapg.maven.parameter;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time as people write them: {@code 1h30m}, {@code 5m}, {@code 300s}. */
final class DurationText {

  /** Six digits a unit keep the sum far from overflow. */
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  private DurationText() {}

  /** Hours, minutes and seconds, in that order; null when it is anything else. */
  static @Nullable Duration parse(String text) {
    var match = FORM.matcher(text.trim());
    if (text.isBlank() || !match.matches()) {
      return null;
    }
    return Duration.ofHours(number(match.group(1)))
        .plusMinutes(number(match.group(2)))
        .plusSeconds(number(match.group(3)));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
