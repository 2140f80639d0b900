package io.github.perconapg.internal.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.bench.Material;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Decoding a release record, as every run does with each revision. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RecordBenchmark {

  private String data = "";

  /** Makes a record as Helm stores it. */
  @Setup
  public void prepare() throws IOException {
    var record =
        Map.of(
            "name",
            "pg-operator",
            "version",
            1,
            "info",
            Map.of("status", "deployed", "description", "Install complete"),
            "chart",
            Map.of("metadata", Map.of("name", "pg-operator", "version", "2.7.0")),
            "manifest",
            Material.given().rendered());
    var stored = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(stored)) {
      zip.write(new ObjectMapper().writeValueAsBytes(record));
    }
    var once = Base64.getEncoder().encodeToString(stored.toByteArray());
    data = Base64.getEncoder().encodeToString(once.getBytes(StandardCharsets.US_ASCII));
  }

  /** From the Secret's field to what is known of the revision. */
  @Benchmark
  public Object decode() throws IOException {
    return StoredRelease.decode(data);
  }
}
