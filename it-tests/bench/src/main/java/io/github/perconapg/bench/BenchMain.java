package io.github.perconapg.bench;

import io.github.perconapg.controlplane.binaries.Binaries;
import io.github.perconapg.controlplane.binaries.KubernetesRelease;
import io.github.perconapg.controlplane.process.Command;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Measures, and writes the report. Started by mvn verify -Pbench. */
public final class BenchMain {

  private static final PrintStream OUT = System.out;

  private BenchMain() {}

  /**
   * Runs the benchmark and writes report.md, report.json and drawings.
   *
   * @param arguments none; everything comes from system properties that the POM sets
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var binaries = Binaries.ensure(KubernetesRelease.TESTED, OUT::println);
    var charts = Charts.of(Files.createTempDirectory("percona-pg-bench-"));
    var results = new Results();
    var parts = Settings.parts();
    if (parts.contains("compare")) {
      try (var comparison = new Comparison(binaries, charts, results)) {
        comparison.run(Settings.pairs());
      }
    }
    if (parts.contains("lead")) {
      new Leadership(binaries, results).run(Settings.pairs());
    }
    var scale = new Results();
    if (parts.contains("scale")) {
      try (var growth = new Scale(binaries, charts, scale)) {
        growth.run();
      }
    }
    var jvm = new Results();
    if (parts.contains("jvm")) {
      new InTheJvm(jvm).run(Material.of(charts, binaries.helm()));
    }
    var written = new Report(results, scale, jvm, facts(binaries, charts));
    written.write(Files.createDirectories(Settings.report()));
    OUT.println(written.markdown());
  }

  private static Map<String, String> facts(Binaries binaries, Charts charts) throws IOException {
    var facts = Machine.facts();
    for (var helm : new Path[] {binaries.helm(), binaries.helm4()}) {
      var version =
          Command.of(helm, "version", "--template", "{{.Version}}")
              .run(Duration.ofMinutes(1))
              .orThrow()
              .strip();
      facts.put(version.startsWith("v3") ? Comparison.HELM_3 : Comparison.HELM_4, version);
    }
    facts.put(
        "Kubernetes",
        KubernetesRelease.TESTED.version()
            + ", a local control plane; nodes and pods are simulated");
    facts.put("charts", charts.source());
    facts.put(
        "definitions, bytes",
        Files.size(charts.first().resolve("crds/crd.yaml"))
            + ", "
            + Files.size(charts.next().resolve("crds/crd.yaml")));
    var chart = Settings.text("it.chart");
    var given =
        chart.isBlank()
            ? ""
            : " -Dit.chart=" + chart + " -Dit.nextChart=" + Settings.text("it.nextChart");
    facts.put(
        "made by",
        "mvn verify -Pbench -Dbench.pairs="
            + Settings.pairs()
            + " -Dbench.parts="
            + Settings.text("bench.parts")
            + given);
    return facts;
  }
}
