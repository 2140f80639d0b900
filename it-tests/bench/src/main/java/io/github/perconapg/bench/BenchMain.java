package io.github.perconapg.bench;

import static java.util.Objects.requireNonNull;

import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.PlaneOptions;
import io.github.perconapg.controlplane.binaries.Binaries;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.process.Command;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Measures two ways to install the same chart, in turn and each time on clean state: a whole Maven
 * process with percona-pg:deploy, and the Helm command-line client. Started by mvn verify -Pbench.
 */
public final class BenchMain {

  private static final PrintStream OUT = System.out;
  private static final Duration LIMIT = Duration.ofMinutes(6);

  private final Path chart;
  private final Path report;
  private final Path folder;
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

  private BenchMain(Path chart, Path report) throws IOException {
    this.chart = chart;
    this.report = report;
    this.folder = folder();
  }

  /**
   * Runs the benchmark and writes report.md and report.json.
   *
   * @param arguments none; everything comes from system properties that the POM sets
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var report = Files.createDirectories(Path.of(property("bench.report")));
    var pairs = Integer.parseInt(property("bench.pairs"));
    var binaries = Binaries.ensure(OUT::println);
    var helm = Command.of(binaries.helm(), "version", "--short").run(LIMIT).orThrow().strip();
    var bench = new BenchMain(chart(report), report);
    // Pair 0 is not counted: files that are read for the first time are somebody else's cost.
    for (var pair = 0; pair <= pairs; pair++) {
      bench.measure(pair, bench::maven);
      bench.measure(pair, bench::helm);
    }
    var written = new Report(bench.seconds, bench.facts(pairs, helm));
    written.write(report);
    OUT.println(written.markdown());
  }

  /** A plane of its own each time: CRDs that are deleted and made again can hang for minutes. */
  private void measure(int pair, Function<ControlPlane, Contender> kind)
      throws IOException, InterruptedException {
    try (var plane = ControlPlane.start(PlaneOptions.defaults())) {
      var contender = kind.apply(plane);
      contender.forget();
      for (var situation : Report.SITUATIONS) {
        Quiet.await(plane);
        var took = run(contender);
        OUT.printf("%2d  %-24s %-20s %6.2f s%n", pair, contender.name(), situation, took);
        if (pair > 0) {
          seconds
              .computeIfAbsent(Report.key(contender.name(), situation), key -> new ArrayList<>())
              .add(took);
        }
      }
    }
  }

  private static double run(Contender contender) {
    var command = contender.command();
    var start = System.nanoTime();
    var result = command.run(LIMIT);
    var took = System.nanoTime() - start;
    result.orThrow();
    return took / 1e9;
  }

  private static Path chart(Path folder) throws IOException {
    var given = property("it.chart");
    return given.isBlank()
        ? StandInChart.of(OperatorRelease.V2_7).withPaddedCrds().writeTo(folder)
        : Path.of(given).toAbsolutePath();
  }

  /** A folder outside of this repository, whose .mvn/jvm.config is for compilers. */
  private static Path folder() throws IOException {
    var folder = Files.createTempDirectory("percona-pg-bench-");
    Files.writeString(
        folder.resolve("percona-postgresql-operator.yaml"),
        """
        apiVersion: kubernetes.project-planton.org/v1
        kind: PerconaPostgresqlOperator
        metadata:
          name: percona-postgresql-operator
        spec:
          namespace: %s
          container:
            resources:
              requests: {cpu: 100m, memory: 256Mi}
              limits: {cpu: 1000m, memory: 1Gi}
        """
            .formatted(Contender.NAMESPACE));
    return folder;
  }

  private Contender maven(ControlPlane plane) {
    var words =
        List.of(
            "-B",
            "-ntp",
            "-Dmaven.repo.local=" + property("bench.repository"),
            property("bench.plugin") + ":deploy",
            "-Dpercona-pg.kubeconfig=" + plane.kubeconfig(),
            "-Dpercona-pg.chart=" + chart,
            "-Dpercona-pg.readiness=available");
    return new Contender.Maven(Path.of(property("bench.mavenHome"), "bin", "mvn"), folder, words);
  }

  private Contender helm(ControlPlane plane) {
    return new Contender.Helm(plane, chart, report.resolve("helm-home"));
  }

  private Map<String, String> facts(int pairs, String helm) throws IOException {
    var facts = Machine.facts();
    facts.put("Helm", helm);
    facts.put(
        "Kubernetes",
        Binaries.kubernetesVersion() + ", a local control plane; nodes and pods are simulated");
    facts.put("chart", property("it.chart").isBlank() ? "stand-in, CRDs padded" : chart.toString());
    facts.put("CRD file, bytes", Long.toString(Files.size(chart.resolve("crds/crd.yaml"))));
    var given = property("it.chart").isBlank() ? "" : " -Dit.chart=" + chart;
    facts.put("made by", "mvn verify -Pbench -Dbench.pairs=" + pairs + given);
    return facts;
  }

  private static String property(String name) {
    return requireNonNull(System.getProperty(name), name);
  }
}
