package io.github.perconapg.bench;

import io.github.perconapg.controlplane.process.Command;
import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.model.Environment;
import io.github.perconapg.model.HttpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the benchmarks in the JVM work on; they run in JVMs of their own, which find it by a system
 * property.
 *
 * @param folder holds chart and next, which are charts, and rendered.yaml, the first one's objects
 */
public record Material(Path folder) {

  /** The system property that names the folder. */
  static final String PROPERTY = "bench.material";

  /** Lays it out, in a new folder. */
  static Material of(Charts charts, Path helm) throws IOException {
    var folder = Files.createTempDirectory("percona-pg-bench-");
    Files.createSymbolicLink(folder.resolve("chart"), charts.first());
    Files.createSymbolicLink(folder.resolve("next"), charts.next());
    var rendered =
        Command.of(helm, "template", Place.RELEASE, charts.first(), "-n", Place.NAMESPACE)
            .env("HOME", folder)
            .run(Duration.ofMinutes(1))
            .orThrow();
    Files.writeString(folder.resolve("rendered.yaml"), rendered);
    return new Material(folder);
  }

  /** The one that this JVM was given. */
  public static Material given() {
    return new Material(Path.of(Settings.text(PROPERTY)));
  }

  /** A chart's folder. */
  public Path chart() {
    return folder.resolve("chart");
  }

  /** The next chart's folder. */
  public Path next() {
    return folder.resolve("next");
  }

  /** Reads a chart as a deploy does. */
  public Chart read(Path chart) {
    return new io.github.perconapg.internal.chart.Charts(
            Environment.system(), HttpSettings.defaults())
        .resolve(Library.desired(Place.NAMESPACE, chart));
  }

  /** The first chart's objects, as Helm renders them. */
  public String rendered() throws IOException {
    return Files.readString(folder.resolve("rendered.yaml"));
  }
}
