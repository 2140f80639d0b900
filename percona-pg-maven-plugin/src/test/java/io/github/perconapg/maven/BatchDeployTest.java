package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.perconapg.DeployBatch;
import io.github.perconapg.DeployListener;
import io.github.perconapg.DeployOutcome;
import io.github.perconapg.DeployRequest;
import io.github.perconapg.PerconaPg;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deploy of several manifests. */
class BatchDeployTest {

  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters:
      - {name: one, cluster: {server: "https://127.0.0.1:1"}}
      users:
      - {name: me, user: {token: secret}}
      contexts:
      - {name: dev, context: {cluster: one, user: me}}
      - {name: prod, context: {cluster: one, user: me}}
      """;

  private final Path folder;
  private final GoalFixture maven;

  BatchDeployTest(@TempDir Path folder) {
    this.folder = folder;
    this.maven = new GoalFixture(folder);
    maven.manifest("b.yaml", "second", "prod", "orders");
    maven.manifest("c.yaml", "third", "prod", "accounts");
  }

  @Test
  void leavesAFolderAndPropertiesForEachAndASummary() throws Exception {
    deploy().execute();

    assertThat(maven.cluster.asked).hasSize(3);
    assertThat(maven.left("operator/outputs.json")).contains("pg-operator");
    assertThat(maven.left("second/deploy-report.json")).contains("\"installed\"", "b.yaml");
    assertThat(maven.left("third/trace.jsonl")).contains("/version");
    assertThat(maven.project.getProperties())
        .containsKeys("percona-pg.out.operator.release", "percona-pg.out.second.release");
    assertThat(maven.log.lines).noneMatch(line -> line.contains(" | "));
    var lines = maven.log.lines;
    assertThat(lines.subList(lines.size() - 4, lines.size()))
        .allMatch(line -> line.length() <= 80)
        .satisfiesExactly(
            header ->
                assertThat(header.split("\\s+"))
                    .contains("manifest", "namespace", "cluster", "outcome", "revision", "time"),
            row -> assertThat(row).containsPattern(" percona\\S+ +kind-dev +installed +1 +0\\.0 s"),
            row ->
                assertThat(row).containsPattern("b.yaml +orders +kind-dev +installed +1 +0\\.0 s"),
            row -> assertThat(row).containsPattern("c.yaml +accounts +kind-dev +installed"));
  }

  @Test
  void doesNotBeginAnotherOnceOneHasFailed() throws Exception {
    failFor("orders");

    assertThatThrownBy(deploy()::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("b.yaml: It is not ours. [foreign-release]")
        .hasMessageNotContaining("c.yaml")
        .hasNoCause();

    assertThat(maven.cluster.asked).hasSize(2);
    assertThat(maven.log.lines)
        .contains("INFO Failed: It is not ours.", "WARN Not reached because of this: deploy c.yaml")
        .anyMatch(line -> line.matches("INFO c.yaml +accounts +- +not-started +- +-"));
    assertThat(maven.left("second/deploy-report.json")).contains("\"failed\"", "foreign-release");
    assertThat(maven.cluster.closed).isEqualTo(maven.cluster.connected);
    var summary = maven.json("deploy-summary.json");
    assertThat(summary.findValuesAsText("outcome"))
        .containsExactly("installed", "failed", "not-started");
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("..", "docs", "deploy-summary.schema.json")));
    assertThat(schema.validate(summary)).as(summary.toPrettyString()).isEmpty();
  }

  @Test
  void namesEachThatFailedWhenItGoesOnWithTheOthers() {
    maven.commandLine.setProperty("percona-pg.failFast", "false");
    maven.cluster.failure =
        Problem.of(ProblemCode.FOREIGN_RELEASE, "It is not ours.", "Ask.").asException();

    assertThatThrownBy(deploy()::execute)
        .hasMessageContainingAll(
            "percona-postgresql-operator.yaml: It is not ours.", "b.yaml: It", "c.yaml: It");
    assertThat(maven.cluster.asked).hasSize(3);
  }

  @Test
  void isADefectWhenAnyIsOne() {
    failFor("orders");
    maven.cluster.failure = Problem.of(ProblemCode.INTERNAL, "Oops.", "Report.").asException();

    assertThatThrownBy(deploy()::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("b.yaml: Oops.");
  }

  @Test
  void tellsTheLinesOfManifestsThatRunAtOnceApart() throws Exception {
    maven.commandLine.setProperty("percona-pg.parallel", "3");
    maven.server("charts.example.com", "{not decrypted}");
    var deploy = deploy();
    var atOnce = new ArrayList<Integer>();
    deploy.deployAll =
        (batch, listener) -> {
          atOnce.add(batch.parallelism());
          var each =
              batch.requests().stream()
                  .map(r -> CompletableFuture.supplyAsync(() -> one(List.of(r), listener)))
                  .toList();
          return each.stream().map(CompletableFuture::join).toList();
        };

    deploy.execute();

    assertThat(atOnce).containsExactly(3);
    assertThat(maven.log.lines)
        .anyMatch(
            line -> // the stand-in gives ports in the order in which its threads come
            line.matches(
                    "INFO operator \\| Cluster kind-dev \\(https://127\\.0\\.0\\.1:\\d+\\) as"
                        + " admin, for percona-postgresql-operator\\.yaml"))
        .contains("INFO second   |   namespace    created (0.1 s)")
        .anyMatch(line -> line.startsWith("INFO third    | Installed pg-operator 2.7.0"))
        .filteredOn(line -> line.contains("settings.xml"))
        .hasSize(1);
  }

  private DeployOutcome one(List<DeployRequest> request, DeployListener listener) {
    synchronized (maven.cluster) {
      return maven.cluster.deployAll(DeployBatch.of(request), listener).get(0);
    }
  }

  @Test
  void refusesTwoNamesOfOneClusterBeforeEitherIsDeployed() throws Exception {
    maven.manifest("b.yaml", "second", "prod", "percona-postgresql-operator");
    Files.writeString(folder.resolve("kubeconfig"), KUBECONFIG);
    maven.commandLine.setProperty("percona-pg.kubeconfig", "kubeconfig");
    var deploy = deploy();
    deploy.deployAll = PerconaPg::deployAll;

    assertThatThrownBy(deploy::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("manifest-conflict", "b.yaml", "https://127.0.0.1:1");
    assertThat(folder.resolve("target/percona-pg/deploy-summary.json")).doesNotExist();
  }

  @Test
  void refusesToRunNoneAtOnce() {
    maven.commandLine.setProperty("percona-pg.parallel", "0");

    assertThatThrownBy(deploy()::execute).hasMessageContaining("a whole number of at least 1");
  }

  private void failFor(String namespace) {
    maven.cluster.failing = namespace;
    maven.cluster.failure =
        Problem.of(ProblemCode.FOREIGN_RELEASE, "It is not ours.", "Ask its owner.").asException();
  }

  private DeployMojo deploy() {
    var deploy = maven.ready(new DeployMojo());
    deploy.manifest = maven.files("percona-postgresql-operator.yaml", "b.yaml", "c.yaml");
    return deploy;
  }
}
