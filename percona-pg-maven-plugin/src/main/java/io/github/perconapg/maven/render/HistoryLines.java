package io.github.perconapg.maven.render;

import io.github.perconapg.model.Revision;
import java.util.ArrayList;
import java.util.List;

/** The revisions of a release: a line each, and the values that changed below it. */
public final class HistoryLines {

  private static final String ROW = "  %-8s %-20s %-10s %-8s %-10s %-8s %s";

  private HistoryLines() {}

  /** The lines of a history. */
  public static List<String> of(List<Revision> revisions, String what) {
    if (revisions.isEmpty()) {
      return List.of("There is no " + what);
    }
    var lines = new ArrayList<String>();
    lines.add("History of " + what);
    lines.add(
        ROW.formatted("revision", "deployed", "status", "chart", "operator", "proven", "result"));
    for (var revision : revisions) {
      lines.add(
          ROW.formatted(
                  revision.revision(),
                  time(revision.deployedAt()),
                  revision.status(),
                  orDash(revision.chartVersion()),
                  orDash(revision.operatorVersion()),
                  revision.proven() ? "yes" : "no",
                  result(revision))
              .stripTrailing());
      revision.values().forEach(field -> lines.add("           values." + field.shown()));
    }
    return lines;
  }

  /** To the second; Helm writes nanoseconds and the zone of the deployer. */
  private static String time(String deployedAt) {
    return orDash(deployedAt.replaceAll("\\.\\d+", ""));
  }

  /** Our own description is a fingerprint, which tells a person nothing. */
  private static String result(Revision revision) {
    return revision.ours() && revision.description().startsWith("percona-pg ")
        ? "by percona-pg"
        : revision.description();
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
