package io.github.perconapg.maven.render;

import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.Outputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What came of a deploy or a destroy: one line, and a line for each thing worth knowing. */
public final class ResultLines {

  private ResultLines() {}

  /**
   * Lines for a deploy.
   *
   * @param notes those of the result's notes that are still to be said
   */
  static List<String> of(DeployResult result, List<String> notes, Duration took) {
    var lines = notes(notes);
    if (result instanceof DeployResult.RolledBack back) {
      lines.add(
          "Rolled back to revision %d: %s in %s"
              .formatted(back.restored(), described(result.outputs()), Durations.text(took)));
      return lines;
    }
    lines.add(word(result) + " " + described(result.outputs()) + " in " + Durations.text(took));
    return lines;
  }

  /**
   * Lines for a destroy.
   *
   * @param kept what of that which stays is still to be said
   */
  static List<String> of(DestroyResult result, List<String> kept, String what, Duration took) {
    var lines = keptLines(kept);
    lines.add(
        result instanceof DestroyResult.Destroyed
            ? "Removed " + what + " in " + Durations.text(took)
            : "There is no " + what + "; nothing was done");
    return lines;
  }

  /** Returns what stays. */
  static List<String> kept(DestroyResult result) {
    return result instanceof DestroyResult.Destroyed destroyed
        ? destroyed.kept()
        : ((DestroyResult.Absent) result).kept();
  }

  /** The word for a result, as in {@code Installed}. */
  static String word(DeployResult result) {
    return result instanceof DeployResult.RolledBack
        ? "Rolled-back"
        : result.getClass().getSimpleName();
  }

  private static String described(Outputs outputs) {
    return "%s %s (operator %s) in namespace %s, revision %d,"
        .formatted(
            outputs.release(),
            outputs.chartVersion(),
            outputs.operatorVersion(),
            outputs.namespace(),
            outputs.revision());
  }

  private static List<String> notes(List<String> notes) {
    var lines = new ArrayList<String>();
    notes.forEach(note -> lines.add("  note: " + note));
    return lines;
  }

  private static List<String> keptLines(List<String> kept) {
    var lines = new ArrayList<String>();
    kept.forEach(what -> lines.add("  kept: " + what));
    return lines;
  }
}
