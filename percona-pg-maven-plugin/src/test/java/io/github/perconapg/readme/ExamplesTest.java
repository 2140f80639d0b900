package io.github.perconapg.readme;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.Manifest;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ExamplesTest {

  private static final Path EXAMPLES = Path.of("../examples");

  @ParameterizedTest
  @CsvSource({
    "quickstart,k8s-cluster-01",
    "pre-integration-test,k8s-cluster-01",
    "development,k8scred_01k789v5ewezr0f45j5zht9ysj",
    "app-prod,k8scred_01jp6qzdsj70s228htskj53214"
  })
  void aManifestIsTheRequirementsAndNamesItsCluster(String example, String cluster) {
    var manifest = EXAMPLES.resolve(example).resolve("percona-postgresql-operator.yaml");

    var inputs = Manifest.readAll(List.of(manifest), List.of());

    var resource = inputs.get(0).target();
    assertThat(inputs).hasSize(1);
    assertThat(requireNonNull(resource.spec().targetCluster()).id()).isEqualTo(cluster);
    assertThat(resource.metadata().name()).isEqualTo("percona-postgresql-operator");
    assertThat(resource.spec().namespace()).isEqualTo(Spec.DEFAULT_NAMESPACE);
    assertThat(resource.spec().container()).isEqualTo(Container.DEFAULT);
  }

  @Test
  void everyExampleIsLookedAt() throws IOException {
    try (var examples = Files.list(EXAMPLES)) {
      assertThat(examples.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "quickstart", "pre-integration-test", "development", "app-prod", "first-cluster");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "pre-integration-test"})
  void aPomUsesThePluginsPresentVersion(String example) throws Exception {
    try (var reader = Files.newBufferedReader(EXAMPLES.resolve(example).resolve("pom.xml"))) {
      var model = new MavenXpp3Reader().read(reader, true);

      var plugin =
          model.getBuild().getPluginsAsMap().get("io.github.perconapg:percona-pg-maven-plugin");
      assertThat(requireNonNull(plugin).getVersion()).isIn("0.1.0-SNAPSHOT", "${project.version}");
    }
  }

  /** The whole schema is checked by an integration test, by server-side dry run. */
  @Test
  void theFirstClusterNamesTheServedVersionAndEveryImage() throws IOException {
    var cluster = yaml(EXAMPLES.resolve("first-cluster/cluster.yaml"));

    assertThat(cluster.get("apiVersion")).isEqualTo("pgv2.percona.com/v2");
    assertThat(at(cluster, "metadata", "namespace")).isEqualTo(Spec.DEFAULT_NAMESPACE);
    assertThat(at(cluster, "spec", "image"))
        .isEqualTo("docker.io/percona/percona-postgresql-operator:2.7.0-ppg17.5.2-postgres");
    assertThat(at(cluster, "spec", "backups", "pgbackrest", "image"))
        .isEqualTo("docker.io/percona/percona-pgbackrest:2.55.0");
    assertThat(at(cluster, "spec", "proxy", "pgBouncer", "image"))
        .isEqualTo("docker.io/percona/percona-pgbouncer:1.24.1");
  }

  private static Map<?, ?> yaml(Path file) throws IOException {
    var load = new Load(LoadSettings.builder().build());
    return (Map<?, ?>) requireNonNull(load.loadFromString(Files.readString(file)));
  }

  private static Object at(Map<?, ?> map, String... path) {
    Object value = map;
    for (var name : path) {
      value = requireNonNull(((Map<?, ?>) value).get(name));
    }
    return value;
  }
}
