package io.github.perconapg.internal.chart;

import io.github.perconapg.fuzz.Refusal;
import java.nio.charset.StandardCharsets;

/** Chart.yaml, values.yaml and requirements.yaml of a chart. */
public final class ChartFilesFuzz {

  private ChartFilesFuzz() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    var v1 = "apiVersion: v1\nname: a\nversion: 1.0.0\nappVersion: 1\n";
    Refusal.orNone(() -> ChartMetadata.of(files("Chart.yaml", input)));
    Refusal.orNone(
        () -> {
          var files = files("requirements.yaml", input);
          files.add("Chart.yaml", v1.getBytes(StandardCharsets.UTF_8));
          ChartMetadata.of(files);
        });
    Refusal.orNone(() -> ChartReader.defaults(files("values.yaml", input)));
  }

  private static ChartFiles files(String path, byte[] contents) {
    var files = new ChartFiles("fuzz");
    files.add(path, contents);
    return files;
  }
}
