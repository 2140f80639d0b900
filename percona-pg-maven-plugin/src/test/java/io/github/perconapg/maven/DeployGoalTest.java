package io.github.perconapg.maven;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.model.Adopt;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a deploy prints, leaves and asks of the core. */
class DeployGoalTest {

  private final Path folder;
  private final GoalFixture maven;

  DeployGoalTest(@TempDir Path folder) {
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
    assertThat(maven.json("outputs.json").get("revision").isInt()).isTrue();
    assertThat(maven.left("trace.jsonl"))
        .isEqualTo(
            "{\"goal\":\"deploy\",\"method\":\"GET\",\"path\":\"/version\",\"status\":200,"
                + "\"millis\":7}\n");
    var report = maven.json("deploy-report.json");
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
    var report = maven.json("deploy-report.json");
    assertThat(report.get("outcome").textValue()).isEqualTo("failed");
    assertThat(report.get("problems").get(0).get("code").textValue()).isEqualTo("foreign-release");
    assertThat(report.get("steps")).hasSize(1);
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
}
