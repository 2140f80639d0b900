package io.github.perconapg.maven.render;

import java.time.Duration;
import java.util.Locale;

/** Durations for the eye: {@code 0.4 s}, {@code 12.0 s}, {@code 2 min 05 s}. */
final class Durations {

  private Durations() {}

  static String text(Duration duration) {
    var seconds = duration.toSeconds();
    return seconds < 60
        ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
        : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
  }
}
