package io.github.perconapg.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.outlet.Outlet;
import io.github.perconapg.internal.outlet.Redactor;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.CrdFile;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyPlan;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.Plan;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A value that a chart renders into a field of any name is not shown, old or new. */
class CleanPlanTest {

  private static final String HOSTILE = "canary-new \u001b[2J";

  private final Redactor redactor = new Redactor();
  private final Outlet outlet = new Outlet(redactor);

  private final DesiredState desired =
      DesiredState.of(
          new StackInput(
              new PerconaPostgresqlOperator(
                  Metadata.named("operator"), new Spec(null, "pgo", Container.DEFAULT, true)),
              null,
              "operator.yaml"));

  private final Change change =
      Change.of(Change.Action.UPDATE, "Deployment", "pg-operator", "change to " + HOSTILE)
          .fields(
              List.of(
                  new FieldChange("env[C1].value", "canary-old", "canary-new"),
                  new FieldChange("env[C2].value", "3", "7")))
          .details(List.of(HOSTILE));

  private final Problem problem =
      Problem.of(ProblemCode.ADMISSION_DENIED, "Invalid value: \"canary-new\"", "Look.");

  @Test
  void thePlanOfADeploy() {
    redactor.learnValues(Map.of("dbPassword", "canary-old"));
    redactor.learnValues(Map.of("dbPassword", "canary-new", "pin", 7));
    var plan =
        new Plan(
            desired,
            "chart " + HOSTILE,
            "",
            List.of(),
            List.of(change),
            List.of(problem),
            List.of(problem),
            List.of(HOSTILE));

    var clean = CleanPlan.of(plan, outlet);

    assertThat(clean.toString()).doesNotContain("canary", "\u001b");
    assertThat(clean.changes().get(0).fields())
        .extracting(FieldChange::shown)
        .containsExactly(
            "env[C1].value: (masked) -> (masked)", "env[C2].value: (masked) -> (masked)");
    assertThat(clean.desired()).isSameAs(desired);
    assertThat(CleanPlan.of(clean, outlet)).as("again").isEqualTo(clean);
  }

  @Test
  void thePlanOfADestroyAndTheDefinitionsToApply() {
    redactor.learn("canary-new");
    redactor.learn("canary-old");
    var destroy =
        new DestroyPlan(
            desired, List.of(change), List.of(HOSTILE), List.of(problem), List.of(HOSTILE));
    assertThat(CleanPlan.of(destroy, outlet).toString()).doesNotContain("canary", "\u001b");

    var crds = new CrdFile(List.of(change), List.of(problem), "as: it is");
    assertThat(CleanPlan.of(crds, outlet).toString()).doesNotContain("canary", "\u001b");
    assertThat(CleanPlan.of(crds, outlet).yaml()).isEqualTo("as: it is");
  }
}
