package io.github.perconapg.bench;

import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The chart that is installed and the one that follows it.
 *
 * @param first a chart's folder
 * @param next a chart's folder
 * @param source for the report, where they are from
 */
record Charts(Path first, Path next, String source) {

  /** Those that -Dit.chart and -Dit.nextChart name; stand-ins of 2.7 and 2.8's size else. */
  static Charts of(Path folder) throws IOException {
    var first = Settings.text("it.chart");
    var next = Settings.text("it.nextChart");
    if (first.isBlank() != next.isBlank()) {
      throw new IllegalArgumentException("Give both -Dit.chart and -Dit.nextChart, or none.");
    }
    return first.isBlank()
        ? new Charts(
            standIn(OperatorRelease.V2_7, folder.resolve("first")),
            standIn(OperatorRelease.V2_8, folder.resolve("next")),
            "stand-in 2.7.0 and 2.8.2, definitions of the real size")
        : new Charts(
            Path.of(first).toAbsolutePath(), Path.of(next).toAbsolutePath(), first + ", " + next);
  }

  private static Path standIn(OperatorRelease release, Path folder) throws IOException {
    return StandInChart.of(release).withPaddedCrds().writeTo(Files.createDirectories(folder));
  }

  /** The chart that a situation is about. */
  Path of(Situation situation) {
    return situation == Situation.UPGRADE ? next : first;
  }
}
