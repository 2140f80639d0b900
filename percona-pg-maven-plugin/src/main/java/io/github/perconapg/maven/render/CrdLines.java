package io.github.perconapg.maven.render;

import io.github.perconapg.model.Change;
import io.github.perconapg.model.CrdFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an administrator has to apply, and how. */
public final class CrdLines {

  private CrdLines() {}

  /**
   * The lines for a person.
   *
   * @param file where the CRDs were written
   */
  public static List<String> of(CrdFile found, Path file) {
    var lines = new ArrayList<String>();
    var count = 0;
    for (var change : found.changes()) {
      if (change.action() != Change.Action.UNCHANGED) {
        count++;
        lines.add("  " + change.name() + ": " + change.summary());
        change.details().forEach(detail -> lines.add("      " + detail));
      }
    }
    if (found.yaml().isEmpty()) {
      lines.add("Nothing to apply: the cluster's CRDs serve this chart");
    } else {
      lines.add((count == 1 ? "1 CRD" : count + " CRDs") + " to apply:");
      lines.add("  kubectl apply --server-side --force-conflicts -f " + file);
    }
    return lines;
  }
}
