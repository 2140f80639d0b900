package io.github.perconapg.maven.render;

import io.github.perconapg.internal.chart.Charts;
import java.nio.file.Path;
import java.util.List;

/** What was fetched, and how it is used where there is no network. */
public final class PullLines {

  private PullLines() {}

  /**
   * Lines for a person.
   *
   * @param file where it was written
   */
  public static List<String> of(Charts.Packed packed, Path file) {
    return List.of(
        packed.chart().origin() + " is in " + file,
        "SHA-256 " + packed.sha256(),
        "Where there is no network:",
        "  mvn -o percona-pg:deploy -Dpercona-pg.chart=" + file.getFileName() + " \\",
        "    -Dpercona-pg.chartSha256=" + packed.sha256());
  }
}
