package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.RealCrds;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database cluster of examples/first-cluster: accepted by the real definitions where they lie
 * beside the repository, and by the stand-in's elsewhere.
 */
@WithControlPlane(own = true)
class FirstClusterIT {

  private static final Path EXAMPLE =
      Path.of("..", "..", "examples", "first-cluster", "cluster.yaml");
  private static final String NAMESPACE = "percona-postgresql-operator";

  @TempDir Path folder;

  @Test
  void isAcceptedByTheApiServerAsItStandsInTheExample(ControlPlane plane, KubernetesClient client)
      throws IOException {
    new Definitions(client).apply("kubectl", definitions());
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("perconapgclusters.pgv2.percona.com")
        .waitUntilCondition(
            crd ->
                crd.getStatus().getConditions().stream()
                    .anyMatch(
                        c -> c.getType().equals("Established") && c.getStatus().equals("True")),
            30,
            TimeUnit.SECONDS);
    new Live(client, NAMESPACE).createNamespace();

    var answer = dryRun(plane, EXAMPLE);
    assertThat(answer).contains("serverside-applied (server dry run)");
    // The stand-in's definition takes any field in a spec; the real one knows them all.
    assertThat(
            RealCrds.find(OperatorRelease.V2_7).isPresent()
                ? dryRun(plane, misspelt("\n  instances:", "\n  odd:"))
                : dryRun(plane, misspelt("\nspec:", "\nodd:")))
        .contains("odd: field not declared");
  }

  private Path misspelt(String word, String odd) throws IOException {
    var copy = folder.resolve("misspelt.yaml");
    return Files.writeString(copy, Files.readString(EXAMPLE).replace(word, odd));
  }

  private static String definitions() throws IOException {
    var real = RealCrds.find(OperatorRelease.V2_7);
    return real.isPresent()
        ? Files.readString(real.get())
        : StandInChart.of(OperatorRelease.V2_7).crdFile();
  }

  private static String dryRun(ControlPlane plane, Path file) {
    return plane
        .kubectl(
            "apply",
            "--server-side",
            "--dry-run=server",
            "--validate=strict",
            "-f",
            file.toString())
        .run(Duration.ofSeconds(30))
        .output();
  }
}
