package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MavenChartTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.acme:pg-operator-chart:2.7.0",
        "io.acme:pg-operator-chart:tgz:2.7.0",
        "io.acme:pg-operator-chart:tgz:slim:2.7.0"
      })
  void twoColonsMakeCoordinates(String chart) {
    assertThat(MavenChart.isCoordinates(chart)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pg-operator:2.7.0",
        "C:\\charts\\pg-operator",
        "oci://registry:5000/charts/pg-operator:2.7.0",
        "https://charts.example.com:8443/a",
        "io.acme:pg chart:2.7.0"
      })
  void aNameAPathAndAnAddressAreNone(String chart) {
    assertThat(MavenChart.isCoordinates(chart)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"LATEST", "RELEASE", "[2.7,2.8)"})
  void aVersionThatIsNotExactIsRefused(String version) {
    var maven = new GoalFixture(folder);
    maven.commandLine.setProperty("percona-pg.chart", "io.acme:pg-operator-chart:" + version);
    assertThatThrownBy(maven.ready(new ChartPullMojo())::execute)
        .hasMessageContaining("names no exact version")
        .hasMessageContaining("option-invalid");
  }
}
