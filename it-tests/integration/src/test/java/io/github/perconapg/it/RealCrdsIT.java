package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.RealCrds;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.DeployResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Definitions as large as the real ones: the real chart's where they lie beside the repository, and
 * padded ones of the stand-in's elsewhere.
 */
@WithControlPlane(own = true)
class RealCrdsIT {

  private static final Path FIRST_CLUSTER =
      Path.of("..", "..", "examples", "first-cluster", "cluster.yaml");

  @TempDir Path folder;
  private final ControlPlane plane;
  private final Definitions definitions;

  RealCrdsIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.definitions = new Definitions(client);
  }

  @Test
  void areAppliedOnceAndFoundEqualFromThenOnWhoeverAppliedThem(
      AuditLog audit, @FreshNamespace String namespace, @FreshNamespace String other)
      throws IOException {
    var chart = chart();
    var scene = OperatorFixture.of(plane, namespace, folder).chart(chart);
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(scene.verify().healthy()).isTrue();

    var mark = audit.mark();
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);
    assertThat(audit.writesSince(mark)).isEmpty();
    onlyUnchanged(OperatorFixture.of(plane, other, folder).chart(chart));

    scene.destroy();
    definitions.deleteThoseOfOperators();
    var file = Path.of(scene.desired().chart()).resolve("crds/crd.yaml");
    definitions.apply("kubectl", Files.readString(file));
    onlyUnchanged(OperatorFixture.of(plane, other, folder).chart(chart));
  }

  @Test
  void anUpgradeBringsThemToTheNewChartsFieldByField(@FreshNamespace String namespace)
      throws IOException {
    var scene = OperatorFixture.of(plane, namespace, folder);
    scene.chart(chart()).deploy();
    var newer = StandInChart.of(OperatorRelease.V2_8);
    var real = RealCrds.find(OperatorRelease.V2_9);
    var file = real.isPresent() ? Files.readString(real.get()) : newer.crdFile();

    scene.chart(newer.withFile("crds/crd.yaml", file)).deploy();

    Definitions.documents(file).forEach(definitions::isLive);
    scene.destroy();
    definitions.deleteThoseOfOperators();
  }

  @Test
  void acceptTheFirstClusterAsItStandsInTheExample() throws IOException {
    var scene = OperatorFixture.of(plane, "percona-postgresql-operator", folder).chart(chart());
    scene.deploy();

    assertThat(dryRun(FIRST_CLUSTER)).contains("serverside-applied (server dry run)");
    // The stand-in's definition takes any field in a spec; the real one knows them all.
    assertThat(
            RealCrds.find(OperatorRelease.V2_7).isPresent()
                ? dryRun(misspelt("\n  instances:", "\n  odd:"))
                : dryRun(misspelt("\nspec:", "\nodd:")))
        .contains("odd: field not declared");

    scene.destroy();
    definitions.deleteThoseOfOperators();
  }

  private static void onlyUnchanged(OperatorFixture scene) {
    var plan = scene.plan();
    assertThat(plan.refusals()).isEmpty();
    assertThat(plan.changes())
        .filteredOn(c -> c.kind().equals("CustomResourceDefinition"))
        .hasSize(8)
        .allMatch(c -> c.action() == Change.Action.UNCHANGED);
  }

  private static StandInChart chart() throws IOException {
    var chart = StandInChart.of(OperatorRelease.V2_7);
    var real = RealCrds.find(OperatorRelease.V2_7);
    return real.isPresent()
        ? chart.withFile("crds/crd.yaml", Files.readString(real.get()))
        : chart.withPaddedCrds();
  }

  private Path misspelt(String word, String odd) throws IOException {
    var copy = folder.resolve("misspelt.yaml");
    return Files.writeString(copy, Files.readString(FIRST_CLUSTER).replace(word, odd));
  }

  private String dryRun(Path file) {
    return plane
        .kubectl("apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", file)
        .run(Duration.ofSeconds(30))
        .output();
  }
}
