package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileArchiveTest {

  @TempDir Path temp;

  private final SampleChart.Archive archive =
      new SampleChart.Archive().file("c/Chart.yaml", "name: c\nversion: 1.0.0\nappVersion: 1\n");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil",
        "c/../../evil",
        "c/templates/../../../evil",
        "/etc/evil",
        "c//evil",
        "c/./evil",
        "c\\..\\evil",
        "C:/evil",
        "c/a\u0007b"
      })
  void refusesAPathThatLeavesTheChart(String path) {
    archive.file(path, "evil");
    assertUnsafe(path.replace('\u0007', '?'));
    assertThat(temp.resolve("evil")).doesNotExist();
    assertThat(temp.resolve("cache")).doesNotExist();
  }

  @Test
  void refusesASymbolicLink() {
    archive.special("c/templates/link", TarConstants.LF_SYMLINK, "/etc/passwd");
    assertUnsafe("c/templates/link", "a link to \"/etc/passwd\"");
  }

  @Test
  void refusesAHardLink() {
    archive.special("c/link", TarConstants.LF_LINK, "c/Chart.yaml");
    assertUnsafe("c/link", "a link");
  }

  @ParameterizedTest
  @ValueSource(bytes = {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO})
  void refusesADevice(byte type) {
    archive.special("c/device", type, "");
    assertUnsafe("c/device", "neither a plain file nor a folder");
  }

  @Test
  void refusesAnEntryThatIsThereTwice() {
    archive.file("c/Chart.yaml", "name: other\n");
    assertUnsafe("Chart.yaml", "there twice");
  }

  @Test
  void refusesAFileBelowAFile() {
    archive.file("c/Chart.yaml/evil", "");
    assertUnsafe("Chart.yaml/evil", "below another file");
  }

  @Test
  void refusesASecondRootFolder() {
    archive.file("d/Chart.yaml", "name: d\n");
    assertUnsafe("d/Chart.yaml", "outside the chart's folder \"c\"");
  }

  @Test
  void refusesAFileBesideTheRootFolder() {
    archive.file("c", "a file called as the folder");
    assertUnsafe("\"c\"", "beside the chart's folder");
  }

  @Test
  void refusesAFileThatIsTooLarge() {
    archive.file("c/bomb", new byte[ChartFiles.LARGEST_FILE + 1]);
    assertUnsafe("c/bomb", "more than 16 MiB");
  }

  @Test
  void refusesManyLargeFiles() {
    for (var i = 0; i < 4; i++) {
      archive.file("c/bomb" + i, new byte[ChartFiles.LARGEST_FILE]);
    }
    assertUnsafe("more than 48 MiB in all");
  }

  @Test
  void refusesHeadersWithoutEnd() {
    var name = "x".repeat(60 << 20);
    var entry = new TarArchiveEntry("c/short", true);
    entry.addPaxHeader("comment", name);
    archive.entry(entry, new byte[0]);
    assertUnsafe("56 MiB or more, unpacked");
  }

  @Test
  void refusesTooManyFiles() {
    for (var i = 0; i <= ChartFiles.MOST_FILES; i++) {
      archive.file("c/f" + i, "");
    }
    assertUnsafe("more than 2000 files");
  }

  @Test
  void refusesAnArchiveThatWasCutOff() {
    archive.file("c/values.yaml", "a: 1\n".repeat(10_000));
    var whole = archive.bytes();
    assertProblem(
        Arrays.copyOf(whole, whole.length / 2), ProblemCode.CHART_INVALID, "not a complete");
  }

  @Test
  void refusesAnEmptyArchive() {
    assertProblem(
        new SampleChart.Archive().bytes(), ProblemCode.CHART_INVALID, "the archive is empty");
  }

  @Test
  void boundsAllPackedSubchartsTogether() {
    for (var i = 0; i < 60; i++) {
      // Comments in headers are skipped, so no file remains of them.
      var entry = new TarArchiveEntry("s" + i + "/short", true);
      entry.addPaxHeader("comment", "x".repeat(1 << 20));
      var inner = new SampleChart.Archive().entry(entry, new byte[0]);
      archive.file("c/charts/s" + i + ".tgz", inner.bytes());
    }
    assertUnsafe("56 MiB or more, unpacked");
  }

  @Test
  void refusesMoreSubchartsThanAnyChartHas() {
    for (var i = 0; i < ChartFiles.MOST_ARCHIVES; i++) {
      var text = "name: s%d\nversion: 1.0.0\n".formatted(i);
      var inner = new SampleChart.Archive().file("s" + i + "/Chart.yaml", text);
      archive.file("c/charts/s" + i + ".tgz", inner.bytes());
    }
    assertUnsafe("more than 100 packed charts");
  }

  @Test
  void refusesFoldersWithoutEnd() {
    for (var i = 0; i < 10_000; i++) {
      archive.file("c/d" + i + "/", new byte[0]);
    }
    assertUnsafe("more than 8000 files and folders");
  }

  @Test
  void refusesTheSameInAPackedSubchart() {
    var inner = new SampleChart.Archive().file("s/../../evil", "evil").bytes();
    archive.file("c/charts/s-1.0.0.tgz", inner);
    assertUnsafe("s/../../evil", "charts/s-1.0.0.tgz");
  }

  private void assertUnsafe(String... parts) {
    assertProblem(archive.bytes(), ProblemCode.CHART_UNSAFE_ARCHIVE, parts);
  }

  private void assertProblem(byte[] packed, ProblemCode code, String... parts) {
    var file = SampleChart.file(temp.resolve("chart.tgz"), packed);
    var charts = new Charts(Machine.at(temp), HttpSettings.defaults());
    assertThatThrownBy(() -> charts.resolve(ChartReference.parse(file.toString(), "")))
        .isInstanceOfSatisfying(
            PerconaPgException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(code);
              assertThat(e.problem().summary()).contains(parts);
            });
  }
}
