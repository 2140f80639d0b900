package io.github.perconapg.internal.chart;

import io.github.perconapg.model.Environment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** An environment whose folders all lie in a test's own one. */
final class Machine {

  private Machine() {}

  static Environment at(Path folder) {
    return new Environment(
        Map.of(),
        folder.resolve("home"),
        folder.resolve("cache"),
        folder.resolve("tmp"),
        Clock.systemUTC());
  }
}
