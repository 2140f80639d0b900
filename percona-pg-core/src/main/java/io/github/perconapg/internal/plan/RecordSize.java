package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * How large Helm's record of a release would be: the chart's files in base64, with what they render
 * to, compressed, and in base64 again. Kubernetes keeps no Secret of more than 1 MiB, and Helm
 * finds that out when it has begun.
 */
final class RecordSize {

  /** Kubernetes: MaxSecretSize. */
  private static final long LIMIT = 1024 * 1024;

  private RecordSize() {}

  static Optional<Problem> refusal(Chart chart, List<RenderedObject> objects) {
    var size = estimate(chart, objects);
    return size <= LIMIT
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.RELEASE_TOO_LARGE,
                    "Helm's record of chart %s %s would take about %d kB, and a Secret holds at most"
                            .formatted(chart.name(), chart.version(), size / 1000)
                        + " 1048 kB",
                    ProblemCode.RELEASE_TOO_LARGE.advice())
                .facts(List.of("CRDs are not part of the record")));
  }

  /** In bytes, to within a few percent. */
  private static long estimate(Chart chart, List<RenderedObject> objects) {
    var counter = new Counter();
    try (var record = new GZIPOutputStream(counter);
        var files = Files.walk(chart.folder())) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        record.write(Base64.getEncoder().encode(Files.readAllBytes(file)));
      }
      for (var object : objects) {
        record.write(object.content().toString().getBytes(StandardCharsets.UTF_8));
      }
      record.finish();
      return counter.bytes * 4 / 3;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Counter extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      bytes += length;
    }
  }
}
