package io.github.perconapg.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordSizeTest {

  @TempDir Path folder;

  @Test
  void whatCompressesWellFits() throws IOException {
    Files.writeString(folder.resolve("values.yaml"), "a: b\n".repeat(1_000_000));
    assertThat(RecordSize.refusal(chart(), List.of())).isEmpty();
  }

  @Test
  void whatDoesNotFitIntoASecretIsRefused() throws IOException {
    var noise = new byte[900_000];
    new Random(1).nextBytes(noise);
    Files.write(folder.resolve("noise.bin"), noise);
    assertThat(RecordSize.refusal(chart(), List.of()))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.RELEASE_TOO_LARGE);
              assertThat(problem.summary()).contains("pg-operator 2.7.0", " kB");
            });
  }

  private Chart chart() {
    return new Chart(
        "pg-operator", "2.7.0", "2.7.0", null, "", List.of(), Map.of(), folder, "folder");
  }
}
