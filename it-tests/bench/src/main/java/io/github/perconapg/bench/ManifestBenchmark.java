package io.github.perconapg.bench;

import io.github.perconapg.Manifest;
import io.github.perconapg.model.StackInput;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** Reading and validating a manifest. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ManifestBenchmark {

  /** From text to a validated resource. */
  @Benchmark
  public StackInput readAndValidate() {
    return Manifest.parse(MavenManifest.TEXT, "manifest.yaml");
  }
}
