package io.github.perconapg.it.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts that Maven resolves, and charts for machines without a network. */
class ChartPullIT {

  @TempDir Path folder;

  @Test
  void aChartAtCoordinatesComesFromTheLocalRepositoryAndIsHeldToItsDigest() throws IOException {
    var maven = Maven.ofThisRun();
    var place =
        Files.createDirectories(
            maven.repository().resolve("com/example/pg-operator-chart").resolve("2.7.0"));
    var archive = StandInChart.of(OperatorRelease.V2_7).writeArchive(folder);
    Files.copy(archive, place.resolve("pg-operator-chart-2.7.0.tgz"));
    var chart = "-Dpercona-pg.chart=com.example:pg-operator-chart:2.7.0";

    var pulled = maven.run(folder, goal(), chart).succeeded();
    var offline = maven.run(folder, "-o", goal(), chart).succeeded();
    var other =
        maven.run(folder, "-o", goal(), chart, "-Dpercona-pg.chartSha256=" + "0".repeat(64));
    var missing = maven.run(folder, "-o", goal(), chart.replace("2.7.0", "9.9.9")).failed();

    assertThat(folder.resolve("target/percona-pg/pg-operator-2.7.0.tgz"))
        .hasSameBinaryContentAs(archive);
    assertThat(pulled.output())
        .contains("SHA-256 ", "mvn -o percona-pg:deploy -Dpercona-pg.chart=pg-operator-2.7.0.tgz");
    assertThat(offline.output()).contains("SHA-256 ");
    assertThat(other.failed().output()).contains("chart-digest-mismatch", "chartSha256");
    assertThat(missing.output())
        .contains("Maven cannot resolve the chart com.example:pg-operator-chart:tgz:9.9.9")
        .contains("[chart-not-found]");
  }

  @Test
  void offlineNoRepositoryIsAsked() {
    var ran = Maven.ofThisRun().env("XDG_CACHE_HOME", folder.toString());
    var online = ran.run(folder, Readme.coordinates() + ":help").succeeded();
    var refused = ran.run(folder, "-o", goal()).failed();

    assertThat(online.output()).contains("percona-pg");
    assertThat(refused.output())
        .contains("https://percona.github.io/percona-helm-charts/index.yaml is not asked")
        .contains("offline");
  }

  private static String goal() {
    return Readme.coordinates() + ":chart-pull";
  }
}
