package io.github.perconapg.maven.render;

import io.github.perconapg.event.Event;
import io.github.perconapg.internal.outlet.PrivateFiles;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of each of several deploys, as a table and as {@code deploy-summary.json}, whose schema
 * is docs/deploy-summary.schema.json.
 *
 * @param parallel how many ran at once
 * @param failFast whether a failure kept others from being started
 * @param rows one for each manifest, in their order
 */
public record DeploySummary(int parallel, boolean failFast, List<Row> rows) {

  /** The schema's name and version; a change that breaks readers raises the number. */
  public static final String SCHEMA = "percona-pg/deploy-summary/v1";

  /**
   * One manifest.
   *
   * @param manifest where it was read from
   * @param folder the subfolder with its files
   * @param namespace where its operator goes
   * @param target its cluster; null when that was not resolved
   * @param result what was done; null when it failed or was not started
   * @param problems why it failed; empty when it did not
   * @param took from the connection to the end, zero when it was not started
   */
  public record Row(
      String manifest,
      String folder,
      String namespace,
      Event.@Nullable TargetResolved target,
      @Nullable DeployResult result,
      List<Problem> problems,
      Duration took) {

    /** As reports have it, {@code failed} or {@code not-started}. */
    String outcome() {
      return result != null
          ? ResultLines.word(result).toLowerCase(Locale.ROOT)
          : problems.isEmpty() ? "not-started" : "failed";
    }
  }

  /** The table, no line longer than {@link Table#WIDTH} characters. */
  public List<String> lines() {
    var table = new Table("manifest", "namespace", "cluster", "outcome", "revision", "time");
    for (var row : rows) {
      var result = row.result();
      var target = row.target();
      table.add(
          row.manifest(),
          row.namespace(),
          target == null ? "-" : target.name(),
          row.outcome(),
          result == null ? "-" : Integer.toString(result.outputs().revision()),
          row.took().isZero() ? "-" : Durations.text(row.took()));
    }
    return table.lines();
  }

  /** Writes {@code deploy-summary.json}. */
  public void write(Path folder) throws IOException {
    var json = Json.object().put("schema", SCHEMA).put("parallel", parallel);
    json.put("failFast", failFast);
    var deploys = json.putArray("deploys");
    for (var row : rows) {
      var result = row.result();
      var target = row.target();
      var node = deploys.addObject().put("manifest", row.manifest()).put("folder", row.folder());
      node.put("namespace", row.namespace());
      node.put("cluster", target == null ? null : target.name());
      node.put("server", target == null ? null : target.server());
      node.put("outcome", row.outcome());
      node.put("revision", result == null ? null : result.outputs().revision());
      node.put("millis", row.took().toMillis());
      var codes = node.putArray("problems");
      row.problems().forEach(problem -> codes.add(problem.code().id()));
    }
    PrivateFiles.write(folder.resolve("deploy-summary.json"), Json.pretty(json));
  }
}
