package io.github.perconapg.maven;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.DestroyOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a destroy asks of the core, and what it leaves. */
class DestroyGoalTest {

  private final Path folder;
  private final GoalFixture maven;

  DestroyGoalTest(@TempDir Path folder) {
    this.folder = folder;
    this.maven = new GoalFixture(folder);
  }

  @Test
  void destroyOfWhatIsNotThereSucceeds() throws Exception {
    maven.commandLine.setProperty("percona-pg.timeout", "2m");
    maven.ready(new DestroyMojo()).execute();

    assertThat(maven.log.lines).last().asString().contains("There is no release pg-operator");
    assertThat(requireNonNull(maven.cluster.destroyOptions).timeout())
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(maven.json("destroy-report.json").get("outcome").textValue()).isEqualTo("absent");
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
  void whatADestroyMayLoseIsAgreedToByNameAndNotOtherwise() throws Exception {
    maven.ready(new DestroyMojo()).execute();
    var careful = requireNonNull(maven.cluster.destroyOptions);
    maven.commandLine.setProperty("percona-pg.clusters", "delete");
    maven.commandLine.setProperty("percona-pg.keepVolumes", "false");
    maven.commandLine.setProperty("percona-pg.removeDataFinalizers", "");
    maven.commandLine.setProperty("percona-pg.forceFinalizers", "");
    maven.commandLine.setProperty("percona-pg.deleteCrds", "true");
    maven.ready(new DestroyMojo()).execute();
    var agreed = requireNonNull(maven.cluster.destroyOptions);
    maven.cluster.destroyOptions = null;
    maven.ready(new PreviewDestroyMojo()).execute();

    assertThat(careful).isEqualTo(DestroyOptions.defaults());
    assertThat(agreed)
        .isEqualTo(
            new DestroyOptions(careful.timeout(), ClusterPolicy.DELETE, false, true, true, true));
    assertThat(maven.cluster.destroyOptions).isEqualTo(agreed);
    assertThat(maven.log.lines).anyMatch(line -> line.endsWith("destroy would find 1 to delete"));
  }

  @Test
  void twoNamesOfOneClusterAreRefusedBeforeEitherManifestIsDestroyed() throws Exception {
    maven.manifest("b.yaml", "second", "prod");
    maven.cluster.servers = List.of("https://127.0.0.1:6443");
    var destroy = maven.ready(new DestroyMojo());
    destroy.manifest = maven.files("percona-postgresql-operator.yaml", "b.yaml");

    assertThatThrownBy(destroy::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("manifest-conflict", "b.yaml", "https://127.0.0.1:6443");
    assertThat(maven.cluster.asked).isEmpty();
  }
}
