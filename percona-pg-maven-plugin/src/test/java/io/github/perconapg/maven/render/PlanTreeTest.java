package io.github.perconapg.maven.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.Change;
import io.github.perconapg.model.Change.Action;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.Plan;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTreeTest {

  @Test
  void kindsAreBranchesAndFieldsAreLeaves() {
    var plan =
        plan(
            List.of(
                Change.of(Action.CREATE, "Namespace", "pgo", "does not exist yet"),
                Change.of(Action.UNCHANGED, "CustomResourceDefinition", "a.example.com", "equal"),
                Change.of(Action.CREATE, "CustomResourceDefinition", "b.example.com", "absent"),
                Change.of(Action.UPDATE, "Release", "pg-operator", "values differ")
                    .fields(List.of(new FieldChange("limits.cpu", "1", "500m")))
                    .details(List.of("limits.memory: 1Gi -> 2Gi"))),
            List.of(),
            List.of("The right to patch is missing."));

    assertThat(String.join("\n", PlanTree.of(plan, Colors.NONE)))
        .isEqualTo(
            """
            Plan for release pg-operator in namespace pgo, chart pg-operator 2.7.0 (folder)
            +- Namespace
            |  \\- [+] pgo: does not exist yet
            +- CustomResourceDefinition
            |  +- [=] a.example.com: equal
            |  \\- [+] b.example.com: absent
            \\- Release
               \\- [~] pg-operator: values differ
                      limits.cpu: 1 -> 500m
                      limits.memory: 1Gi -> 2Gi
            note: The right to patch is missing.
            deploy would find 2 to create, 1 unchanged, 1 to update\
            """);
  }

  @Test
  void saysWhenNothingIsToDo() {
    var plan =
        plan(List.of(Change.of(Action.UNCHANGED, "Release", "r", "ok")), List.of(), List.of());

    assertThat(PlanTree.of(plan, Colors.NONE))
        .last()
        .isEqualTo("Nothing to do: the cluster is as desired");
  }

  @Test
  void endsWithTheNumberOfReasonsNotToStart() {
    var theirs = Problem.of(ProblemCode.FOREIGN_RELEASE, "Theirs.", "Ask.");

    assertThat(PlanTree.of(plan(List.of(), List.of(theirs), List.of()), Colors.NONE))
        .endsWith("deploy would refuse to start, for 1 reason, and change nothing");
  }

  @Test
  void coloursSayWhatComesChangesAndGoes() {
    var changes =
        List.of(
            Change.of(Action.CREATE, "Role", "r", "create").estimated(true),
            Change.of(Action.UPDATE, "Role", "s", "change 2 fields")
                .fields(List.of(new FieldChange("a", null, "1"), new FieldChange("b", "1", null))),
            Change.of(Action.DELETE, "Role", "t", "remove"),
            Change.of(Action.UNCHANGED, "Role", "u", "same"));
    var paint = new Colors(t -> "<+" + t + ">", t -> "<~" + t + ">", t -> "<-" + t + ">");

    assertThat(String.join("\n", PlanTree.of(plan(changes, List.of(), List.of()), paint)))
        .contains(
            """
            \\- Role
               +- <+[+] r: create (estimated)>
               +- <~[~] s: change 2 fields>
               |      <+a: (none) -> 1>
               |      <-b: 1 -> (none)>
               +- <-[-] t: remove>
               \\- [=] u: same
            """);
  }

  private static Plan plan(List<Change> changes, List<Problem> refusals, List<String> notes) {
    var spec = new Spec(null, "pgo", Container.DEFAULT, true);
    var resource = new PerconaPostgresqlOperator(Metadata.named("op"), spec);
    var desired = DesiredState.of(StackInput.of(resource));
    return new Plan(
        desired, "pg-operator 2.7.0 (folder)", "", List.of(), changes, refusals, List.of(), notes);
  }
}
