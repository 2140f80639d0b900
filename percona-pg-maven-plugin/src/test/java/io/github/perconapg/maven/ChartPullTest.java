package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartPullTest {

  @TempDir Path folder;

  @Test
  void leavesThePackedChartUnderItsNameAndSaysHowToUseIt() throws Exception {
    var given = PackedChart.in(folder);
    var maven = new GoalFixture(folder);

    pull(maven, given.toString()).execute();

    var left = folder.resolve("target/percona-pg/pg-operator-2.7.0.tgz");
    assertThat(left).hasSameBinaryContentAs(given);
    assertThat(maven.log.lines)
        .anySatisfy(line -> assertThat(line).contains("SHA-256 " + sha256(given)))
        .anySatisfy(line -> assertThat(line).contains("-Dpercona-pg.chartSha256=" + sha256(given)));
  }

  @Test
  void leavesNothingWhenItIsNotTheChartThatIsAskedFor() {
    var maven = new GoalFixture(folder);
    maven.commandLine.setProperty("percona-pg.chartSha256", "0".repeat(64));
    var goal = pull(maven, PackedChart.in(folder).toString());

    assertThatThrownBy(goal::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("chart-digest-mismatch");
    assertThat(folder.resolve("target/percona-pg/pg-operator-2.7.0.tgz")).doesNotExist();
  }

  @Test
  void refusesADigestThatIsNone() {
    var maven = new GoalFixture(folder);
    maven.commandLine.setProperty("percona-pg.chartSha256", "abc");
    assertThatThrownBy(pull(maven, PackedChart.in(folder).toString())::execute)
        .hasMessageContaining("64 hex digits");
  }

  @Test
  void refusesAFolder() throws Exception {
    var chart = Files.createDirectories(folder.resolve("chart"));
    Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: a\nversion: 1.0.0\n");
    assertThatThrownBy(pull(new GoalFixture(folder), chart.toString())::execute)
        .hasMessageContaining("is a folder");
  }

  private static ChartPullMojo pull(GoalFixture maven, String chart) {
    var goal = maven.ready(new ChartPullMojo());
    goal.chart = chart;
    return goal;
  }

  private static String sha256(Path file) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
