package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.HttpSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which charts there are between two, and which operators are in them. */
class ChartSeriesTest {

  private static final ChartVersion WANTED = new ChartVersion("1.2.0", "3.0.0");

  @TempDir Path temp;

  @Test
  void readsTheOperatorsVersionFromARepositorysIndex() {
    try (var server = ChartServer.http()) {
      server.index(
          """
          entries:
            pg-operator:
            - {version: 1.2.0, appVersion: 3.0.0}
            - {appVersion: 2.9.0, version: 1.1.0}
            - version: 1.0.0
            - {version: latest, appVersion: 2.9.0}
          """);
      var desired =
          SampleChart.desired().chart(server.at("/charts").toString()).chartVersion("1.2.0");
      assertThat(series(desired).before(WANTED))
          .containsExactly(new ChartVersion("1.1.0", "2.9.0"), new ChartVersion("1.0.0", ""));
    }
  }

  @Test
  void readsItFromTheChartsThatLieBesideAnArchive() {
    archive("1.0.0", "2.8.2");
    archive("1.1.0", "2.9.0");
    archive("1.2.0", "3.0.0");
    archive("1.3.0", "2.9.1");
    var desired = SampleChart.desired().chart(temp + "/pg-operator-1.2.0.tgz");
    assertThat(series(desired).before(WANTED))
        .containsExactly(new ChartVersion("1.0.0", "2.8.2"), new ChartVersion("1.1.0", "2.9.0"));
  }

  private ChartSeries series(DesiredState desired) {
    return new Charts(Machine.at(temp), HttpSettings.defaults()).series(desired);
  }

  private void archive(String version, String operator) {
    var files = SampleChart.files(version);
    files.computeIfPresent(
        "Chart.yaml",
        (path, text) -> text.replaceFirst("appVersion: .*", "appVersion: " + operator));
    SampleChart.file(temp.resolve("pg-operator-" + version + ".tgz"), SampleChart.packed(files));
  }
}
