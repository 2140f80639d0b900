package io.github.perconapg.bench;

import io.github.perconapg.internal.chart.Chart;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading a chart of the real size, with 3.3 MB of definitions. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ChartBenchmark {

  private final Material material = Material.given();

  /** All files; the definitions are split, named and hashed, and not parsed. */
  @Benchmark
  public Chart readAndSplit() {
    return material.read(material.chart());
  }
}
