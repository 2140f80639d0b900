package io.github.perconapg.internal.helm;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The chart of a stored revision in a private folder, in two forms: as it was, and one that repeats
 * the objects that were rendered. Gone with {@link #close}.
 */
public final class RestoredChart implements AutoCloseable {

  private final WorkerFolder folder;
  private final boolean whole;

  private RestoredChart(WorkerFolder folder, boolean whole) {
    this.folder = folder;
    this.whole = whole;
  }

  /**
   * Writes both forms.
   *
   * @param temporary where private temporary folders are made
   * @throws io.github.perconapg.problem.PerconaPgException RELEASE_UNREADABLE when they cannot be
   *     written
   */
  public static RestoredChart of(StoredChart chart, Path temporary) {
    try {
      var restored =
          new RestoredChart(WorkerFolder.create(temporary), !chart.hasHooksOfSubcharts());
      try {
        chart.writeTo(restored.asItWas());
        chart.writeManifestTo(restored.asRendered());
        return restored;
      } catch (IOException | RuntimeException e) {
        restored.close();
        throw e;
      }
    } catch (IOException e) {
      throw Problem.of(
              ProblemCode.RELEASE_UNREADABLE,
              "The chart of a stored revision cannot be written to " + temporary,
              "See that the folder can be written and has room, then run again.")
          .facts(List.of(String.valueOf(e.getMessage())))
          .asException(e);
    }
  }

  /** The chart as it was, without subcharts and CRDs. */
  public Path asItWas() {
    return folder.path().resolve("chart");
  }

  /** Tells whether the chart as it was has all hooks of the record. */
  public boolean hasAllHooks() {
    return whole;
  }

  /** The chart that renders what was rendered, whatever the templates say today. */
  public Path asRendered() {
    return folder.path().resolve("rendered");
  }

  @Override
  public void close() {
    try {
      folder.close();
    } catch (IOException e) {
      // What is left is swept at the next start; it must not hide how the work itself ended.
    }
  }
}
