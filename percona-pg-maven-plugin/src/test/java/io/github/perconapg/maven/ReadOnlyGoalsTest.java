package io.github.perconapg.maven;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.model.Change;
import io.github.perconapg.model.CrdFile;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.model.Revision;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goals that change nothing on a cluster. */
class ReadOnlyGoalsTest {

  private final Path folder;
  private final GoalFixture maven;

  ReadOnlyGoalsTest(@TempDir Path folder) {
    this.folder = folder;
    this.maven = new GoalFixture(folder);
  }

  @Test
  void validateNamesEachResourceAndConnectsToNothing() throws Exception {
    maven.ready(new ValidateMojo()).execute();

    assertThat(maven.log.lines)
        .singleElement()
        .asString()
        .contains(
            "INFO percona-postgresql-operator.yaml is valid: operator in namespace percona-postgresql-operator of cluster dev");
    assertThat(maven.json("validate-report.json").get("outcome").textValue()).isEqualTo("valid");
  }

  @Test
  void validateFailsWithAReportForAManifestThatIsNotThere() throws Exception {
    var validate = maven.ready(new ValidateMojo());
    validate.manifest = maven.files("nowhere.yaml");

    assertThatThrownBy(validate::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("nowhere.yaml")
        .hasMessageContaining("[manifest-not-found]");
    assertThat(maven.json("validate-report.json").get("outcome").textValue()).isEqualTo("failed");
  }

  @Test
  void previewShowsThePlanAndFailsWhereDeployWouldRefuse() throws Exception {
    maven.ready(new PreviewMojo()).execute();

    assertThat(maven.log.lines)
        .contains("INFO    \\- [+] percona-postgresql-operator: absent")
        .last()
        .isEqualTo("INFO deploy would find 1 to create");
    assertThat(maven.json("preview-report.json").get("outcome").textValue()).isEqualTo("planned");

    maven.cluster.refusals.add(Problem.of(ProblemCode.CRD_FOREIGN, "Theirs.", "Ask."));
    assertThatThrownBy(maven.ready(new PreviewMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("Theirs.");
    assertThat(maven.json("preview-report.json").get("outcome").textValue()).isEqualTo("refused");
  }

  @Test
  void logsPrintsTheOperatorsLinesAsTheyAre() throws Exception {
    maven.commandLine.setProperty("percona-pg.since", "10m");
    maven.commandLine.setProperty("percona-pg.previous", "");
    maven.ready(new LogsMojo()).execute();
    var options = requireNonNull(maven.cluster.logOptions);
    assertThat(options.since()).isEqualTo(Duration.ofMinutes(10));
    assertThat(options.previous()).isTrue();
    assertThat(options.follow()).isFalse();
    assertThat(maven.log.lines).last().isEqualTo("INFO INFO Manager starting up");
    assertThat(maven.json("logs-report.json").get("outcome").textValue()).isEqualTo("printed");
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
}
