package io.github.perconapg.controlplane.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@WithApiServer
class StandInChartTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @ParameterizedTest
  @EnumSource
  void rendersForEveryRelease(OperatorRelease release, ControlPlane plane, @TempDir Path folder)
      throws IOException {
    Path chart = StandInChart.of(release).writeTo(folder);
    String text =
        plane.helm("template", "pg-operator", chart, "--include-crds").run(LIMIT).orThrow();
    assertThat(text)
        .contains("image: " + release.repository() + ":" + release.version())
        .contains("- name: " + release.container())
        .contains("name: postgresclusters." + release.innerGroup())
        .doesNotContain("@")
        .doesNotContain("#[");
  }

  @Test
  void holdsEightCrdsOfWhichFourCarryTheVersion(ControlPlane plane, KubernetesClient client) {
    var crds = client.load(stream(StandInChart.of(OperatorRelease.V2_8).crdFile())).items();
    assertThat(crds).hasSize(8).allMatch(CustomResourceDefinition.class::isInstance);
    assertThat(crds)
        .filteredOn(
            crd ->
                crd.getMetadata().getLabels() != null
                    && "v2.8.1"
                        .equals(crd.getMetadata().getLabels().get("pgv2.percona.com/version")))
        .hasSize(4);
  }

  @Test
  void installsFromAnArchiveWithCrdsOfRealSize(
      ControlPlane plane, @TempDir Path folder, @FreshNamespace String namespace)
      throws IOException {
    Path archive = StandInChart.of(OperatorRelease.V2_7).withPaddedCrds().writeArchive(folder);
    plane
        .helm("install", "pg-operator", archive, "-n", namespace, "--create-namespace")
        .run(LIMIT)
        .orThrow();
    String crds = plane.kubectl("get", "crds", "-o", "name").run(LIMIT).orThrow();
    assertThat(crds.lines().filter(line -> line.contains("perc") || line.contains("crunchy")))
        .hasSize(8);
  }

  @Test
  void hasTheNamesOfTheRealCrdsWhereThoseAreAtHand() throws IOException {
    var real = RealCrds.find(OperatorRelease.V2_7);
    if (real.isPresent()) {
      String text = Files.readString(real.get());
      assertThat(StandInChart.kinds(OperatorRelease.V2_7))
          .allMatch(kind -> text.contains("\n  name: " + kind.crdName() + "\n"));
    }
    assertThat(StandInChart.kinds(OperatorRelease.V2_7)).hasSize(8);
  }

  @Test
  void createsClusterRolesWhenItWatchesMoreThanItsOwnNamespace(
      ControlPlane plane, @TempDir Path folder) throws IOException {
    Path chart = StandInChart.of(OperatorRelease.V2_7).writeTo(folder);
    String text =
        plane.helm("template", "x", chart, "--set", "watchAllNamespaces=true").run(LIMIT).orThrow();
    assertThat(text)
        .contains("kind: ClusterRole\n", "kind: ClusterRoleBinding\n", "name: x-pg-operator\n")
        .doesNotContain("kind: Role\n");
  }

  @Test
  void failsToRenderWhenToldTo(ControlPlane plane, @TempDir Path folder) throws IOException {
    Path chart = StandInChart.of(OperatorRelease.V2_7).withBrokenTemplate().writeTo(folder);
    var answer = plane.helm("template", "x", chart).run(LIMIT);
    assertThat(answer.exitCode()).isNotZero();
    assertThat(answer.output()).contains("broken on purpose");
  }

  private static java.io.InputStream stream(String text) {
    return new java.io.ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
