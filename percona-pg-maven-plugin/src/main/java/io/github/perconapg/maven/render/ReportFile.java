package io.github.perconapg.maven.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.outlet.PrivateFiles;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.CrdFile;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyPlan;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.model.Outputs;
import io.github.perconapg.model.Plan;
import io.github.perconapg.model.Revision;
import io.github.perconapg.model.Step;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a goal came to, for programs: {@code <goal>-report.json}. One schema for plan, result, check
 * report and problems; docs/report.schema.json is that schema, docs/report.md describes it, and
 * {@code schema} names its version.
 */
public final class ReportFile implements EventListener {

  /** The schema's name and version; a change that breaks readers raises the number. */
  public static final String SCHEMA = "percona-pg/report/v1";

  private final Path file;
  private final ObjectNode report = Json.object();
  private final List<Step> finished = new ArrayList<>();

  /**
   * @param folder where the file goes; created when needed
   * @param goal the goal's name
   * @param manifest where the manifest was read from
   */
  public ReportFile(Path folder, String goal, String manifest) {
    this.file = folder.resolve(goal + "-report.json");
    report.put("schema", SCHEMA).put("goal", goal).put("manifest", manifest);
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.TargetResolved target) {
      report
          .putObject("target")
          .put("name", target.name())
          .put("server", target.server())
          .put("identity", target.identity());
    } else if (event instanceof Event.StepFinished step) {
      finished.add(step.step());
    }
  }

  /** Writes the result of a deploy. */
  public void write(DeployResult result) throws IOException {
    outcome(ResultLines.word(result).toLowerCase(Locale.ROOT));
    outputs(result.outputs());
    if (result instanceof DeployResult.RolledBack back) {
      report.put("restored", back.restored());
    }
    steps(result.steps());
    texts("notes", result.notes());
    save();
  }

  /** Writes the result of a destroy. */
  public void write(DestroyResult result) throws IOException {
    if (result instanceof DestroyResult.Destroyed destroyed) {
      outcome("destroyed");
      steps(destroyed.steps());
      texts("notes", destroyed.kept());
    } else {
      outcome("absent");
      texts("notes", ((DestroyResult.Absent) result).kept());
    }
    save();
  }

  /** Writes a plan. */
  public void write(Plan plan) throws IOException {
    outcome(plan.refusals().isEmpty() ? (plan.nothingToDo() ? "unchanged" : "planned") : "refused");
    report.put("chart", plan.chart());
    texts("route", plan.route());
    changes(plan.changes());
    texts("notes", plan.notes());
    problems("blocked", plan.blocked());
    problems("problems", plan.refusals());
    save();
  }

  /** Writes the plan of a destroy. */
  public void write(DestroyPlan plan) throws IOException {
    outcome(plan.refusals().isEmpty() ? (plan.nothingToDo() ? "unchanged" : "planned") : "refused");
    changes(plan.changes());
    texts("notes", plan.notes());
    problems("problems", plan.refusals());
    save();
  }

  /** Writes the revisions of a release. */
  public void write(List<Revision> revisions) throws IOException {
    outcome(revisions.isEmpty() ? "absent" : "listed");
    var array = report.putArray("revisions");
    for (var revision : revisions) {
      var node = array.addObject();
      node.put("revision", revision.revision()).put("deployedAt", revision.deployedAt());
      node.put("status", revision.status()).put("chartVersion", revision.chartVersion());
      node.put("operatorVersion", revision.operatorVersion());
      node.put("ours", revision.ours()).put("proven", revision.proven());
      fields(node.putArray("values"), revision.values());
      node.put("description", revision.description());
    }
    save();
  }

  /** Writes which CRDs have to be applied. */
  public void write(CrdFile found) throws IOException {
    outcome(
        !found.refusals().isEmpty() ? "refused" : found.yaml().isEmpty() ? "unchanged" : "written");
    changes(found.changes());
    problems("problems", found.refusals());
    save();
  }

  private void changes(List<Change> all) {
    var changes = report.putArray("changes");
    for (var change : all) {
      var node = changes.addObject();
      node.put("action", change.action().name().toLowerCase(Locale.ROOT));
      node.put("kind", change.kind()).put("name", change.name()).put("summary", change.summary());
      fields(node.putArray("fields"), change.fields());
      fill(node.putArray("details"), change.details());
      node.put("estimated", change.estimated());
    }
  }

  private static void fields(ArrayNode array, List<FieldChange> fields) {
    for (var field : fields) {
      array
          .addObject()
          .put("path", field.path())
          .put("before", field.before())
          .put("after", field.after());
    }
  }

  /** Writes what verify found. */
  public void write(VerifyReport verified) throws IOException {
    outcome(verified.healthy() ? "healthy" : "unhealthy");
    var checks = report.putArray("checks");
    for (var check : verified.checks()) {
      var node = checks.addObject();
      node.put("name", check.name());
      node.put("category", check.check().category().id()).put("page", check.check().page());
      node.put("outcome", check.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      node.put("summary", check.summary());
      fill(node.putArray("facts"), check.facts());
      node.put("remedy", check.remedy());
      node.put("millis", check.duration().toMillis());
    }
    save();
  }

  /** Writes that the log was printed. */
  public void writePrinted() throws IOException {
    outcome("printed");
    save();
  }

  /** Writes that every manifest is valid. */
  public void writeValid() throws IOException {
    outcome("valid");
    save();
  }

  /** Writes why a goal failed, with the steps that had ended by then. */
  public void writeFailure(List<Problem> problems) throws IOException {
    // An unhealthy or refused outcome is written already, and says more than "failed".
    if (!report.has("outcome")) {
      outcome("failed");
      steps(finished);
    }
    problems("problems", problems);
    save();
  }

  private void outcome(String outcome) {
    report.put("outcome", outcome);
  }

  private void outputs(Outputs outputs) {
    var node = report.putObject("outputs");
    outputs.asMap().forEach(node::put);
    node.put("revision", outputs.revision());
  }

  private void steps(List<Step> steps) {
    var array = report.putArray("steps");
    for (var step : steps) {
      array
          .addObject()
          .put("name", step.name())
          .put("outcome", step.outcome())
          .put("millis", step.duration().toMillis());
    }
  }

  private void problems(String name, List<Problem> problems) {
    var array = report.putArray(name);
    for (var problem : problems) {
      var node = array.addObject();
      node.put("code", problem.code().id()).put("page", problem.code().page());
      node.put("summary", problem.summary());
      fill(node.putArray("facts"), problem.facts());
      node.put("remedy", problem.remedy());
      node.put("evidence", problem.evidence() == null ? null : problem.evidence().toString());
    }
  }

  private void texts(String name, List<String> texts) {
    fill(report.putArray(name), texts);
  }

  private static void fill(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  private void save() throws IOException {
    PrivateFiles.write(file, Json.pretty(report));
  }
}
