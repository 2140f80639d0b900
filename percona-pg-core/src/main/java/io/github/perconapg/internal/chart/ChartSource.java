package io.github.perconapg.internal.chart;

import java.nio.file.Path;

/** Brings a chart to this machine. */
@FunctionalInterface
public interface ChartSource {

  /**
   * Fetches a chart, verified where its source says what it must be.
   *
   * @throws io.github.perconapg.problem.PerconaPgException when it cannot be had
   */
  Fetched fetch(ChartReference reference);

  /**
   * A chart on this machine, not looked into yet.
   *
   * @param path a folder or a {@code .tgz} file
   * @param origin where it came from, for messages, without secrets
   */
  record Fetched(Path path, String origin) {}
}
