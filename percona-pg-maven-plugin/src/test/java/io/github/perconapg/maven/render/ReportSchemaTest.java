package io.github.perconapg.maven.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.perconapg.event.Event;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.CrdFile;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.Outputs;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.Plan;
import io.github.perconapg.model.Revision;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.model.Step;
import io.github.perconapg.model.VerifyReport;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every report keeps to the schema that is published for it. */
class ReportSchemaTest {

  private static final Outputs OUTPUTS =
      new Outputs("pgo", "pg-operator", 3, "2.7.0", "2.7.0", "pg-operator");
  private static final List<Step> STEPS = List.of(new Step("CRDs", "8", Duration.ofMillis(7)));
  private static final List<String> NOTES = List.of("A note.");
  private static final Problem PROBLEM =
      Problem.of(ProblemCode.IMAGE_NOT_FOUND, "No image.", "Look.")
          .facts(List.of("fact"))
          .evidence(Path.of("evidence"));
  private static final List<FieldChange> FIELDS =
      List.of(new FieldChange("spec.a", null, "1"), new FieldChange("spec.b", "1", null));

  @TempDir Path folder;

  private interface Writing {
    void to(ReportFile report) throws IOException;
  }

  @Test
  void results() throws IOException {
    isValid("deploy", r -> r.write(new DeployResult.Installed(OUTPUTS, STEPS, NOTES)));
    isValid("deploy", r -> r.write(new DeployResult.Upgraded(OUTPUTS, STEPS, NOTES)));
    isValid("deploy", r -> r.write(new DeployResult.Unchanged(OUTPUTS, STEPS, NOTES)));
    isValid("rollback", r -> r.write(new DeployResult.RolledBack(OUTPUTS, 2, STEPS, NOTES)));
    isValid("destroy", r -> r.write(new DestroyResult.Destroyed(STEPS, NOTES)));
    isValid("destroy", r -> r.write(new DestroyResult.Absent(NOTES)));
    isValid("validate", ReportFile::writeValid);
  }

  @Test
  void plans() throws IOException {
    for (var action : Change.Action.values()) {
      var change =
          Change.of(action, "Deployment", "o", "why").fields(FIELDS).details(NOTES).estimated(true);
      isValid("preview", r -> r.write(plan(List.of(change), List.of(), List.of())));
      isValid("crds", r -> r.write(new CrdFile(List.of(change), List.of(), "---\n")));
    }
    isValid("preview", r -> r.write(plan(List.of(), List.of(PROBLEM), List.of())));
    isValid("preview", r -> r.write(plan(List.of(), List.of(), List.of(PROBLEM))));
    isValid("crds", r -> r.write(new CrdFile(List.of(), List.of(PROBLEM), "")));
  }

  @Test
  void checksRevisionsAndFailures() throws IOException {
    for (var outcome : CheckResult.Outcome.values()) {
      var check =
          new CheckResult(Check.LEASE_HELD, outcome, "s", NOTES, null, Duration.ofMillis(1));
      isValid("verify", r -> r.write(new VerifyReport(List.of(check))));
    }
    var revision =
        new Revision(1, "", "deployed", "2.7.0", "2.7.0", true, false, FIELDS, "Install complete");
    isValid("history", r -> r.write(List.of(revision)));
    isValid("history", r -> r.write(List.<Revision>of()));
    isValid("deploy", r -> r.writeFailure(List.of(PROBLEM)));
  }

  private static Plan plan(List<Change> changes, List<Problem> refusals, List<Problem> blocked) {
    var spec = new Spec(null, "pgo", Container.DEFAULT, true);
    var resource = new PerconaPostgresqlOperator(Metadata.named("op"), spec);
    return new Plan(
        DesiredState.of(StackInput.of(resource)),
        "pg-operator 2.7.0",
        "",
        List.of("2.8.2", "2.9.0"),
        changes,
        refusals,
        blocked,
        NOTES);
  }

  private void isValid(String goal, Writing writing) throws IOException {
    var report = new ReportFile(folder, goal, "dev.yaml");
    report.on(new Event.TargetResolved("kind-dev", "https://127.0.0.1:6443", "admin"));
    report.on(new Event.StepFinished(STEPS.get(0)));
    writing.to(report);
    var written = Files.readString(folder.resolve(goal + "-report.json"));
    assertThat(schema().validate(new ObjectMapper().readTree(written))).as(written).isEmpty();
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Path.of("..", "docs", "report.schema.json")));
  }
}
