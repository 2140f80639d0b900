package io.github.perconapg.maven;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.model.Adopt;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.model.Revision;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.plan.Change;
import io.github.perconapg.plan.CrdFile;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Consent, history, roll-back and definitions. */
class ReleaseGoalsTest {

  @TempDir Path folder;
  private GoalFixture maven = new GoalFixture(Path.of("target"));

  @BeforeEach
  void begin() {
    maven = new GoalFixture(folder);
  }

  @Test
  void consentIsGivenByNameAndNotOtherwise() throws Exception {
    maven.ready(new PreviewMojo()).execute();
    maven.commandLine.setProperty("percona-pg.adopt", "keep");
    maven.commandLine.setProperty("percona-pg.stepwise", "");
    maven.commandLine.setProperty("percona-pg.acceptIrreversible", "true");
    maven.commandLine.setProperty("percona-pg.acceptWatchChange", "true");
    maven.commandLine.setProperty("percona-pg.rollback", "never");
    maven.ready(new DeployMojo()).execute();

    assertThat(maven.cluster.asked)
        .extracting(DesiredState::consent)
        .containsExactly(Consent.NONE, new Consent(Adopt.KEEP, true, true, true));
    assertThat(requireNonNull(maven.cluster.runOptions).rollback()).isEqualTo(Rollback.NEVER);
  }

  @Test
  void whatADestroyMayLoseIsAgreedToByNameAndNotOtherwise() throws Exception {
    maven.ready(new DestroyMojo()).execute();
    var careful = requireNonNull(maven.cluster.destroyOptions);
    maven.commandLine.setProperty("percona-pg.clusters", "delete");
    maven.commandLine.setProperty("percona-pg.keepVolumes", "false");
    maven.commandLine.setProperty("percona-pg.dropDataFinalizers", "");
    maven.commandLine.setProperty("percona-pg.forceFinalizers", "");
    maven.commandLine.setProperty("percona-pg.deleteCrds", "true");
    maven.ready(new DestroyMojo()).execute();
    var agreed = requireNonNull(maven.cluster.destroyOptions);
    maven.commandLine.setProperty("percona-pg.of", "destroy");
    maven.ready(new PreviewMojo()).execute();

    assertThat(careful).isEqualTo(DestroyOptions.defaults());
    assertThat(agreed)
        .isEqualTo(
            new DestroyOptions(careful.timeout(), ClusterPolicy.DELETE, false, true, true, true));
    assertThat(maven.cluster.destroyOptions).isEqualTo(agreed);
    assertThat(maven.log.lines).anyMatch(line -> line.endsWith("destroy would find 1 to delete"));
  }

  @Test
  void rbacWritesTheRolesAndPrintsHowToGrantThem() throws Exception {
    maven.commandLine.setProperty("percona-pg.scope", "namespace");
    maven.ready(new RbacMojo()).execute();

    assertThat(maven.left("rbac.yaml")).isEqualTo("kind: NAMESPACE\n");
    assertThat(maven.log.lines)
        .contains("INFO kind: NAMESPACE")
        .noneMatch(line -> line.contains("clusterrolebinding"))
        .last()
        .asString()
        .contains("kubectl create rolebinding percona-pg-deployer -n ", "--user=USER");
  }

  @Test
  void verifyHoldsTheReleaseAgainstTheSameValuesAsDeploy() throws Exception {
    maven.commandLine.setProperty("percona-pg.values", "logLevel=DEBUG");
    maven.commandLine.setProperty("percona-pg.crds", "skip");
    maven.ready(new VerifyMojo()).execute();

    var desired = maven.cluster.asked.get(0);
    assertThat(desired.values()).isEqualTo(Map.of("logLevel", "DEBUG"));
    assertThat(desired.crds()).isEqualTo(CrdPolicy.SKIP);
  }

  @Test
  void historyListsRevisionsAndWhatChanged() throws Exception {
    maven.cluster.revisions.add(
        new Revision(
            2,
            "2026-11-26T10:00:00.123456789Z",
            "deployed",
            "2.8.2",
            "2.8.2",
            true,
            true,
            List.of(new FieldChange("logLevel", null, "DEBUG")),
            "percona-pg 0123abc"));
    maven.cluster.revisions.add(
        new Revision(
            1, "", "superseded", "", "", false, false, List.of(), "cannot be read: cut off"));
    maven.ready(new HistoryMojo()).execute();

    assertThat(maven.log.lines)
        .endsWith(
            "INFO History of release pg-operator in namespace percona-postgresql-operator",
            "INFO   revision deployed             status     chart    operator   proven   result",
            "INFO   2        2026-11-26T10:00:00Z deployed   2.8.2    2.8.2      yes      by"
                + " percona-pg",
            "INFO            values.logLevel: (none) -> DEBUG",
            "INFO   1        -                    superseded -        -          no       cannot"
                + " be read: cut off");
    assertThat(maven.left("history-report.json")).contains("\"outcome\" : \"listed\"");
  }

  @Test
  void rollbackGoesToTheRevisionThatIsNamed() throws Exception {
    maven.commandLine.setProperty("percona-pg.revision", "2");
    maven.ready(new RollbackMojo()).execute();

    assertThat(maven.cluster.wantedRevision).isEqualTo(OptionalInt.of(2));
    assertThat(maven.log.lines)
        .last()
        .asString()
        .contains("Rolled back to revision 2: pg-operator");
    assertThat(maven.project.getProperties()).containsEntry("percona-pg.out.revision", "4");

    maven.commandLine.setProperty("percona-pg.revision", "newest");
    assertThatThrownBy(maven.ready(new RollbackMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("whole number");
  }

  @Test
  void crdsWritesTheFileAndTheCommand() throws Exception {
    var change = Change.of(Change.Action.CREATE, "CustomResourceDefinition", "a.example", "create");
    maven.cluster.crdFile = new CrdFile(List.of(change), List.of(), "---\nkind: A\n");
    maven.ready(new CrdsMojo()).execute();

    assertThat(maven.left("crds.yaml")).isEqualTo("---\nkind: A\n");
    assertThat(maven.log.lines)
        .last()
        .asString()
        .contains("kubectl apply --server-side --force-conflicts -f ", "crds.yaml");

    maven.cluster.crdFile = new CrdFile(List.of(), List.of(), "");
    maven.ready(new CrdsMojo()).execute();
    assertThat(folder.resolve("target/percona-pg/crds.yaml")).doesNotExist();
    assertThat(maven.log.lines).last().asString().contains("Nothing to apply");
  }

  @Test
  void everyProblemNamesItsPage() {
    maven.cluster.failure =
        Problem.of(ProblemCode.UNSCHEDULABLE, "No node.", "Add one.").asException();
    assertThatThrownBy(maven.ready(new DeployMojo())::execute)
        .hasMessageEndingWith("More: docs/problems.md#unschedulable");
  }
}
