package io.github.perconapg.bench;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** What the POM hands over as system properties. */
final class Settings {

  private Settings() {}

  /** A property that the POM always sets, maybe to nothing. */
  static String text(String name) {
    return requireNonNull(System.getProperty(name), name);
  }

  /** How often each contender is measured; once more than that it runs uncounted. */
  static int pairs() {
    return Integer.parseInt(text("bench.pairs"));
  }

  /** Which parts run. */
  static Set<String> parts() {
    return Set.copyOf(List.of(text("bench.parts").split(",", -1)));
  }

  /** Where the report is written. */
  static Path report() {
    return Path.of(text("bench.report"));
  }
}
