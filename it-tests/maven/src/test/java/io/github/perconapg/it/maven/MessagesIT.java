package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads who made a mistake. Each message was read once as that user. */
class MessagesIT {

  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters:
      - {name: gone, cluster: {server: "https://127.0.0.1:1"}}
      users:
      - {name: me, user: {token: canary-token-of-the-kubeconfig}}
      contexts:
      - {name: kind-dev, context: {cluster: gone, user: me}}
      - {name: k8s-cluster-01, context: {cluster: gone, user: me}}
      current-context: kind-dev
      """;

  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    Readme.copyExample("quickstart", folder);
    Files.delete(folder.resolve("pom.xml"));
    Files.writeString(folder.resolve("kubeconfig"), KUBECONFIG);
    StandInChart.of(OperatorRelease.V2_7).writeTo(folder);
  }

  @Test
  void aManifestThatIsNotThereIsNamedWithItsPath() {
    var output = failing("validate", "-Dpercona-pg.manifest=operator.yaml");

    assertThat(output).contains(folder.resolve("operator.yaml").toString());
  }

  @Test
  void anUnknownContextIsNamedBesideThoseThatThereAre() {
    var output = failing("verify", "-Dpercona-pg.context=kind-dew");

    assertThat(output).contains("kind-dew", "kind-dev", "k8s-cluster-01");
  }

  @Test
  void aClusterThatIsDownIsNamedWithItsAddress() {
    // A chart of this machine: else the chart's server would be missed before the cluster is.
    var output = failing("verify", "-Dpercona-pg.chart=./pg-operator");

    assertThat(output.lines().filter(line -> line.startsWith("[ERROR]")).toList())
        .first()
        .asString()
        .contains("https://127.0.0.1:1");
  }

  @Test
  void aMistypedPropertyIsRefusedWithTheOneThatWasMeant() {
    var output = failing("verify", "-Dpercona-pg.contxt=kind-dev");

    assertThat(output).contains("-Dpercona-pg.contxt", "Did you mean -Dpercona-pg.context?");
  }

  private String failing(String goal, String option) {
    var words = new ArrayList<>(Readme.goals(goal));
    words.addAll(List.of(option, "-Dpercona-pg.kubeconfig=kubeconfig"));
    var ran = Maven.ofThisRun().run(folder, words).failed();
    assertThat(ran.text()).doesNotContain("canary-token");
    return ran.output();
  }
}
