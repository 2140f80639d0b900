package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.PerconaPgException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PreparedChartTest {

  @TempDir Path folder;
  private static final Map<String, String> ANNOTATIONS = Map.of("percona-pg/fingerprint", "f1");

  private Path chart = Path.of("");

  @BeforeEach
  void writeChart() throws IOException {
    chart = SmallChart.write(folder.resolve("chart"), "word");
  }

  @Test
  void copiesEachFileAndLeavesTheOriginalAlone() throws IOException {
    var before = Files.readString(chart.resolve("Chart.yaml"));
    var copy = prepare();
    assertThat(copy.resolve("templates/map.yaml"))
        .hasSameTextualContentAs(chart.resolve("templates/map.yaml"));
    assertThat(copy.resolve("values.yaml")).hasSameTextualContentAs(chart.resolve("values.yaml"));
    assertThat(chart.resolve("Chart.yaml")).hasContent(before);
  }

  @Test
  void addsTheFingerprint() throws IOException {
    assertThat(metadata(prepare()))
        .containsEntry("name", "small")
        .containsEntry("annotations", ANNOTATIONS);
  }

  @Test
  void keepsScalarsAsTheyAreWritten() throws IOException {
    assertThat(Files.readString(prepare().resolve("Chart.yaml")))
        .containsPattern("\"appVersion\": 1\\.10,");
  }

  @Test
  void keepsOtherAnnotationsAndReplacesAFingerprintThatIsThere() throws IOException {
    Files.writeString(
        chart.resolve("Chart.yaml"),
        "apiVersion: v2\nannotations: {a: b, percona-pg/fingerprint: old, percona-pg/adopted-from: 1}\nname: x\n");
    assertThat(metadata(prepare()))
        .containsEntry("annotations", Map.of("a", "b", "percona-pg/fingerprint", "f1"))
        .containsEntry("name", "x");
  }

  @Test
  void refusesALinkInTheChart() throws IOException {
    Files.createSymbolicLink(chart.resolve("templates/x.yaml"), chart.resolve("values.yaml"));
    assertThatThrownBy(this::prepare)
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("templates/x.yaml is not a plain file");
  }

  @Test
  void refusesWhatIsNoChart() throws IOException {
    Files.writeString(chart.resolve("Chart.yaml"), "{");
    assertThatThrownBy(() -> PreparedChart.copy(chart, folder.resolve("copy1"), ANNOTATIONS))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("not YAML");
    Files.writeString(chart.resolve("Chart.yaml"), "- a\n");
    assertThatThrownBy(this::prepare)
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("not a mapping");
    Files.delete(chart.resolve("Chart.yaml"));
    assertThatThrownBy(() -> PreparedChart.copy(chart, folder.resolve("copy2"), ANNOTATIONS))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("no Chart.yaml");
    assertThatThrownBy(
            () ->
                PreparedChart.copy(folder.resolve("absent"), folder.resolve("copy3"), ANNOTATIONS))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("no folder");
  }

  private Path prepare() throws IOException {
    var copy = folder.resolve("copy");
    PreparedChart.copy(chart, copy, ANNOTATIONS);
    return copy;
  }

  @SuppressWarnings("unchecked") // the metadata of a chart is a mapping
  private static Map<String, Object> metadata(Path chart) throws IOException {
    return (Map<String, Object>)
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(chart.resolve("Chart.yaml")));
  }
}
