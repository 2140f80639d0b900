package io.github.perconapg.maven;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.maven.render.JUnitFile;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalsTest {

  private final Path folder;
  private final GoalFixture maven;

  GoalsTest(@TempDir Path folder) {
    this.folder = folder;
    this.maven = new GoalFixture(folder);
  }

  @Test
  void theFirstLineOfADeployIsTheTarget() throws Exception {
    maven.ready(new DeployMojo()).execute();

    assertThat(maven.log.lines.get(0))
        .isEqualTo(
            "INFO Cluster kind-dev (https://127.0.0.1:6443) as admin, for"
                + " percona-postgresql-operator.yaml");
    assertThat(maven.log.lines.get(1)).isEqualTo("INFO   namespace    created (0.1 s)");
    assertThat(maven.log.lines.get(2))
        .startsWith("INFO Installed pg-operator 2.7.0 (operator 2.7.0) in namespace percona-post");
    assertThat(maven.cluster.closed).isEqualTo(maven.cluster.connected);
  }

  @Test
  void theTargetComesBeforeAWarningAboutSettings() throws Exception {
    maven.server("charts.example.com", "{not decrypted}");

    maven.ready(new DeployMojo()).execute();

    assertThat(maven.log.lines.get(0)).startsWith("INFO Cluster kind-dev");
    assertThat(maven.log.lines.get(1)).startsWith("WARN settings.xml: the password of server");
  }

  @Test
  void aDeployLeavesPropertiesAndFiles() throws Exception {
    maven.ready(new DeployMojo()).execute();

    assertThat(maven.project.getProperties())
        .containsEntry("percona-pg.out.namespace", "percona-postgresql-operator")
        .containsEntry("percona-pg.out.revision", "1")
        .hasSize(6);
    assertThat(maven.left("outputs.properties")).contains("release=pg-operator\n");
    assertThat(json("outputs.json").get("revision").isInt()).isTrue();
    assertThat(maven.left("trace.jsonl"))
        .isEqualTo(
            "{\"goal\":\"deploy\",\"method\":\"GET\",\"path\":\"/version\",\"status\":200,"
                + "\"millis\":7}\n");
    var report = json("deploy-report.json");
    assertThat(report.get("schema").textValue()).isEqualTo("percona-pg/report/v1");
    assertThat(report.get("outcome").textValue()).isEqualTo("installed");
    assertThat(report.get("target").get("name").textValue()).isEqualTo("kind-dev");
    assertThat(report.get("steps").get(0).get("millis").intValue()).isEqualTo(120);
  }

  @Test
  void aFailedDeployFailsTheBuildWithTheProblemAlone() throws Exception {
    maven.cluster.failure =
        Problem.of(ProblemCode.FOREIGN_RELEASE, "It is not ours.", "Ask its owner.")
            .asException(new IllegalStateException("noise of a library"));

    assertThatThrownBy(maven.ready(new DeployMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "It is not ours. [foreign-release]\n  What to do: Ask its owner.\n  More:"
                + " docs/problems.md#foreign-release")
        .hasNoCause();
    assertThat(maven.cluster.closed).isEqualTo(maven.cluster.connected);
    var report = json("deploy-report.json");
    assertThat(report.get("outcome").textValue()).isEqualTo("failed");
    assertThat(report.get("problems").get(0).get("code").textValue()).isEqualTo("foreign-release");
    assertThat(report.get("steps")).hasSize(1);
  }

  @Test
  void twoNamesOfOneClusterAreRefusedBeforeEitherManifestIsDestroyed() throws Exception {
    maven.manifest("b.yaml", "second", "prod");
    maven.cluster.servers = List.of("https://127.0.0.1:6443");
    var destroy = maven.ready(new DestroyMojo());
    destroy.manifest = files("percona-postgresql-operator.yaml", "b.yaml");

    assertThatThrownBy(destroy::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("manifest-conflict", "b.yaml", "https://127.0.0.1:6443");
    assertThat(maven.cluster.asked).isEmpty();
  }

  @Test
  void aFailedRollbackNamesTheManifestsThatWereNotReached() throws Exception {
    maven.manifest("b.yaml", "second", "prod");
    maven.cluster.failure =
        Problem.of(ProblemCode.FOREIGN_RELEASE, "It is not ours.", "Ask.").asException();
    var rollback = maven.ready(new RollbackMojo());
    rollback.manifest = files("percona-postgresql-operator.yaml", "b.yaml");

    assertThatThrownBy(rollback::execute).isInstanceOf(MojoFailureException.class);
    assertThat(maven.log.lines)
        .last()
        .isEqualTo("WARN Not reached because of this: rollback b.yaml");
    assertThat(json("operator/rollback-report.json").get("outcome").textValue())
        .isEqualTo("failed");
  }

  @Test
  void aDefectIsNoFailureOfTheUser() {
    maven.cluster.failure = new IllegalStateException("oops");

    assertThatThrownBy(maven.ready(new DeployMojo())::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("defect of percona-pg:deploy")
        .hasRootCauseMessage("oops");
  }

  @Test
  void aProblemThatIsADefectIsNoFailureOfTheUserEither() {
    maven.cluster.failure =
        Problem.of(ProblemCode.INTERNAL, "Cannot be.", "Report it.").asException();

    assertThatThrownBy(maven.ready(new DeployMojo())::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasCauseInstanceOf(PerconaPgException.class);
  }

  @Test
  void theOptionsOfADeployReachTheCore() throws Exception {
    maven.commandLine.setProperty("percona-pg.timeout", "90s");
    maven.commandLine.setProperty("percona-pg.readiness", "available");
    maven.commandLine.setProperty("percona-pg.crds", "check");
    maven.commandLine.setProperty("percona-pg.chart", "https://charts.example.com/pg");
    var deploy = maven.ready(new DeployMojo());
    deploy.timeout = "1m";
    deploy.chartVersion = "2.8.2";
    var values = new DefaultPlexusConfiguration("values");
    values.addChild("logLevel", "DEBUG");
    deploy.values = values;

    deploy.execute();

    var options = requireNonNull(maven.cluster.runOptions);
    assertThat(options.timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(options.readiness()).isEqualTo(Readiness.AVAILABLE);
    assertThat(options.outputDirectory()).isEqualTo(folder.resolve("target/percona-pg"));
    var desired = maven.cluster.asked.get(0);
    assertThat(desired.chart()).isEqualTo("https://charts.example.com/pg");
    assertThat(desired.chartVersion()).isEqualTo("2.8.2");
    assertThat(desired.crds()).isEqualTo(CrdPolicy.CHECK);
    assertThat(desired.values()).isEqualTo(Map.of("logLevel", "DEBUG"));
  }

  @Test
  void aChartsPathStartsAtTheProjectAndABareNameIsNeverAPath() throws Exception {
    Files.createDirectories(folder.resolve("pg-operator"));
    var deploy = maven.ready(new DeployMojo());
    deploy.execute();
    deploy.chart = "./pg-operator";
    deploy.execute();

    assertThat(maven.cluster.asked)
        .extracting(DesiredState::chart)
        .containsExactly("pg-operator", folder.resolve("pg-operator").toString());
  }

  @Test
  void anInvalidOptionIsRefusedBeforeAnyClusterIsTouched() {
    var deploy = maven.ready(new DeployMojo());
    deploy.readiness = "perfect";

    assertThatThrownBy(deploy::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("working");
    assertThat(maven.cluster.closed).isZero();
  }

  @Test
  void aMistypedPropertyIsRefusedInsteadOfIgnored() {
    maven.commandLine.setProperty("percona-pg.contxt", "prod");

    assertThatThrownBy(maven.ready(new DestroyMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("-Dpercona-pg.contxt")
        .hasMessageContaining("Did you mean -Dpercona-pg.context?");
    assertThat(maven.cluster.closed).isZero();
  }

  @Test
  void aPropertyOfAnotherGoalIsNoMistake() throws Exception {
    maven.commandLine.setProperty("percona-pg.readiness", "available");
    maven.commandLine.setProperty("percona-pg.keepControlPlane", "true");

    maven.ready(new ValidateMojo()).execute();
  }

  @Test
  void previewShowsThePlanAndFailsWhereDeployWouldRefuse() throws Exception {
    maven.ready(new PreviewMojo()).execute();

    assertThat(maven.log.lines)
        .contains("INFO    \\- [+] percona-postgresql-operator: absent")
        .last()
        .isEqualTo("INFO deploy would find 1 to create");
    assertThat(json("preview-report.json").get("outcome").textValue()).isEqualTo("planned");

    maven.cluster.refusals.add(Problem.of(ProblemCode.CRD_FOREIGN, "Theirs.", "Ask."));
    assertThatThrownBy(maven.ready(new PreviewMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("Theirs.");
    assertThat(json("preview-report.json").get("outcome").textValue()).isEqualTo("refused");
  }

  @Test
  void verifySucceedsWhenNothingFailedAndFailsWithTheRemediesOtherwise() throws Exception {
    maven.cluster.checks.add(check("crds-equal", CheckResult.Outcome.PASSED));
    maven.cluster.checks.add(check("workers-started", CheckResult.Outcome.UNKNOWN));
    maven.ready(new VerifyMojo()).execute();
    assertThat(maven.log.lines).last().asString().contains("1 of 2 checks passed, 1 cannot be");

    maven.cluster.checks.add(check("lease-held", CheckResult.Outcome.FAILED));
    assertThatThrownBy(maven.ready(new VerifyMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("1 of 3 checks failed")
        .hasMessageContaining("-> look at lease-held");
    var report = json("verify-report.json");
    assertThat(report.get("outcome").textValue()).isEqualTo("unhealthy");
    assertThat(report.get("checks")).hasSize(3);
    assertThat(maven.left(JUnitFile.NAME)).contains("<failure message=\"looked at\">");
    assertThat(report.get("problems").get(0).get("code").textValue()).isEqualTo("verify-failed");
  }

  @Test
  void verifyLooksAtWhatIsNamedAndRefusesWhatIsNoCheck() throws Exception {
    maven.commandLine.setProperty("percona-pg.checks", "release, lease-held");
    maven.commandLine.setProperty("percona-pg.waitFor", "2m");
    maven.commandLine.setProperty("percona-pg.steadyFor", "0s");
    maven.ready(new VerifyMojo()).execute();
    var options = requireNonNull(maven.cluster.verifyOptions);
    assertThat(options.checks()).hasSize(5).contains(Check.DRIFT, Check.LEASE_HELD);
    assertThat(options.waitFor()).isEqualTo(Duration.ofMinutes(2));
    assertThat(options.steadyFor()).isZero();
    assertThat(options.tryApi()).isFalse();

    maven.commandLine.setProperty("percona-pg.checks", "lease");
    var asked = maven.cluster.asked.size();
    assertThatThrownBy(maven.ready(new VerifyMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("names \"lease\", which is no check");
    assertThat(maven.cluster.asked).hasSize(asked);
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
    assertThat(json("logs-report.json").get("outcome").textValue()).isEqualTo("printed");
  }

  @Test
  void destroyOfWhatIsNotThereSucceeds() throws Exception {
    maven.commandLine.setProperty("percona-pg.timeout", "2m");
    maven.ready(new DestroyMojo()).execute();

    assertThat(maven.log.lines).last().asString().contains("There is no release pg-operator");
    assertThat(requireNonNull(maven.cluster.destroyOptions).timeout())
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(json("destroy-report.json").get("outcome").textValue()).isEqualTo("absent");
  }

  @Test
  void destroyRemovesTheOutputsOfWhatIsGone() throws Exception {
    maven.ready(new DeployMojo()).execute();
    maven.ready(new DestroyMojo()).execute();

    assertThat(folder.resolve("target/percona-pg/outputs.json")).doesNotExist();
    assertThat(folder.resolve("target/percona-pg/outputs.properties")).doesNotExist();
    assertThat(folder.resolve("target/percona-pg/deploy-report.json")).exists();
  }

  @Test
  void validateNamesEachResourceAndConnectsToNothing() throws Exception {
    maven.ready(new ValidateMojo()).execute();

    assertThat(maven.log.lines)
        .singleElement()
        .asString()
        .contains(
            "INFO percona-postgresql-operator.yaml is valid: operator in namespace percona-postgresql-operator of cluster dev");
    assertThat(json("validate-report.json").get("outcome").textValue()).isEqualTo("valid");
  }

  @Test
  void validateFailsWithAReportForAManifestThatIsNotThere() throws Exception {
    var validate = maven.ready(new ValidateMojo());
    validate.manifest = files("nowhere.yaml");

    assertThatThrownBy(validate::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("nowhere.yaml")
        .hasMessageContaining("[manifest-not-found]");
    assertThat(json("validate-report.json").get("outcome").textValue()).isEqualTo("failed");
  }

  @Test
  void aSkippedGoalFailsForNothing() throws Exception {
    maven.commandLine.setProperty("percona-pg.skip", "true");
    maven.commandLine.setProperty("percona-pg.contxt", "prod");
    var deploy = maven.ready(new DeployMojo());
    deploy.manifest = files("nowhere.yaml");
    deploy.readiness = "perfect";
    deploy.timeout = "soon";

    deploy.execute();

    assertThat(maven.log.lines).containsExactly("INFO percona-pg:deploy is skipped");
  }

  @Test
  void aSkippedGoalSaysSoAndDoesNothing() throws Exception {
    maven.commandLine.setProperty("percona-pg.destroy.skip", "");
    maven.ready(new DestroyMojo()).execute();
    var deploy = maven.ready(new DeployMojo());
    deploy.skip = true;
    deploy.execute();

    assertThat(maven.log.lines)
        .containsExactly("INFO percona-pg:destroy is skipped", "INFO percona-pg:deploy is skipped");
    assertThat(maven.cluster.asked).isEmpty();
  }

  /** As Maven injects them. */
  private List<File> files(String... names) {
    return Stream.of(names).map(name -> folder.resolve(name).toFile()).toList();
  }

  private static CheckResult check(String name, CheckResult.Outcome outcome) {
    return new CheckResult(
        Check.named(name).iterator().next(),
        outcome,
        "looked at",
        List.of("a fact"),
        "look at " + name,
        Duration.ofMillis(5));
  }

  private JsonNode json(String file) throws Exception {
    return new ObjectMapper().readTree(maven.left(file));
  }
}
