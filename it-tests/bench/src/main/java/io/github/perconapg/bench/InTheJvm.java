package io.github.perconapg.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What runs in the JVM alone, by JMH, with what it allocates. */
final class InTheJvm {

  private static final String MILLISECONDS = "ms";
  private static final String ALLOCATED = "MB allocated";

  private final Results results;

  InTheJvm(Results results) {
    this.results = results;
  }

  /** Runs every benchmark in two JVMs. */
  void run(Material material) throws IOException {
    var options =
        new OptionsBuilder()
            .include("io\\.github\\.perconapg\\..*Benchmark\\..*")
            .forks(2)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(2))
            .measurementIterations(3)
            .measurementTime(TimeValue.seconds(2))
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend("-D" + Material.PROPERTY + "=" + material.folder())
            .shouldFailOnError(true)
            .build();
    try {
      for (var result : new Runner(options).run()) {
        var name = result.getParams().getBenchmark();
        var method = name.lastIndexOf('.');
        var shown = name.substring(name.lastIndexOf('.', method - 1) + 1);
        for (var fork : result.getBenchmarkResults()) {
          for (var iteration : fork.getIterationResults()) {
            var figures = new LinkedHashMap<String, Double>();
            figures.put(MILLISECONDS, iteration.getPrimaryResult().getScore());
            var allocated = iteration.getSecondaryResults().get("gc.alloc.rate.norm");
            if (allocated != null) {
              figures.put(ALLOCATED, allocated.getScore() / 1e6);
            }
            results.add(shown, "in the JVM", figures);
          }
        }
      }
    } catch (RunnerException e) {
      throw new IOException(e);
    }
  }
}
