package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.Trees;
import io.github.perconapg.internal.yaml.Trees.Style;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads a chart's folder or {@code .tgz}, checks it, and keeps its copy without CRDs. */
final class ChartReader {

  private final PrivateCache cache;

  ChartReader(PrivateCache cache) {
    this.cache = cache;
  }

  /**
   * Reads a chart.
   *
   * @param path a folder or a {@code .tgz} file
   * @param origin what it is called in messages
   */
  Chart read(Path path, String origin) {
    var files = files(path, origin);
    files.unpackSubcharts();
    var metadata = ChartMetadata.of(files);
    var digest = files.digest();
    return new Chart(
        metadata.name(),
        metadata.version(),
        metadata.appVersion(),
        metadata.kubeVersion(),
        digest,
        ChartCrds.of(files),
        defaults(files),
        cache.folder(digest, files.withoutCrds()),
        origin);
  }

  private static ChartFiles files(Path path, String origin) {
    var files = new ChartFiles(origin);
    if (Files.isDirectory(path)) {
      ChartFolder.read(path, files);
    } else if (Files.isRegularFile(path)) {
      ChartArchive.read(bytes(path, origin), origin, files, "", false);
    } else {
      throw Problem.of(
              ProblemCode.CHART_NOT_FOUND,
              "There is no chart at " + path,
              "Check the path: it is a folder with Chart.yaml in it, or a .tgz file. A name without"
                  + " a slash is a chart in Percona's repository.")
          .asException();
    }
    return files;
  }

  private static byte[] bytes(Path file, String origin) {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(ChartArchive.LARGEST + 1);
      if (bytes.length > ChartArchive.LARGEST) {
        throw ChartProblems.tooLarge(origin, (ChartArchive.LARGEST >> 20) + " MiB or more, packed");
      }
      return bytes;
    } catch (IOException e) {
      throw ChartProblems.unreadable(file, e);
    }
  }

  /** The values that the chart itself has. */
  static Map<String, Object> defaults(ChartFiles files) {
    var text = files.text("values.yaml");
    return text == null
        ? Map.of()
        : Trees.mapping(
            text, Limits.FILE, ChartProblems.file(files.origin(), "values.yaml"), Style.VALUES);
  }
}
