package io.github.perconapg.bench;

import io.github.perconapg.controlplane.PlaneOptions;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.binaries.Binaries;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How it grows: namespaces of one cluster, and clusters, with deployAll. */
final class Scale implements AutoCloseable {

  static final String NAMESPACES = "namespaces of one cluster";
  static final String CLUSTERS = "clusters";
  static final String HELM_IN_TURN = "Helm 3, one after another";
  static final String HELM_BY_FOUR = "Helm 3, four at a time";

  private static final PrintStream OUT = System.out;
  private static final int PARALLELISM = 4;
  static final int TEN = 10;

  private final Binaries binaries;
  private final Charts charts;
  private final Results results;
  private final WarmJvm jvm = new WarmJvm();

  Scale(Binaries binaries, Charts charts, Results results) throws IOException {
    this.binaries = binaries;
    this.charts = charts;
    this.results = results;
  }

  /** Measures, three times each; the very first run is not counted. */
  void run() throws IOException, InterruptedException {
    var unused = library(1, 1);
    for (var time = 0; time < 3; time++) {
      for (var namespaces : List.of(1, 5, TEN, 20)) {
        add(NAMESPACES, namespaces, WarmLibrary.NAME, library(1, namespaces));
      }
      add(NAMESPACES, TEN, HELM_IN_TURN, helm(1));
      add(NAMESPACES, TEN, HELM_BY_FOUR, helm(PARALLELISM));
      for (var clusters : List.of(1, 2, 4)) {
        add(CLUSTERS, clusters, WarmLibrary.NAME, library(clusters, 1));
      }
    }
  }

  private void add(String what, int count, String who, Map<String, Double> figures) {
    OUT.printf("    %-28s %2d %-26s %6.2f s%n", who, count, what, figures.get(Figure.WALL));
    results.add(who, count + " " + what, figures);
  }

  private Map<String, Double> library(int clusters, int namespaces)
      throws IOException, InterruptedException {
    var stages = new ArrayList<Stage>();
    try {
      for (var i = 0; i < clusters; i++) {
        stages.add(new Stage(PlaneOptions.defaults(), charts));
      }
      var counts = new ArrayList<Counting>();
      for (var stage : stages) {
        Quiet.await(stage.place().plane());
        counts.add(Counting.begin(stage));
      }
      var run =
          jvm.run(
              List.of(
                  "deploy-all",
                  stages.stream()
                      .map(stage -> stage.place().kubeconfig().toString())
                      .collect(Collectors.joining(",")),
                  charts.first().toString(),
                  Integer.toString(namespaces),
                  Integer.toString(PARALLELISM)));
      var figures = new LinkedHashMap<>(run.figures());
      figures.put(Figure.REQUESTS, (double) counts.stream().mapToInt(Counting::requests).sum());
      return figures;
    } finally {
      for (var stage : stages) {
        stage.close();
      }
    }
  }

  /** Ten namespaces with the Helm client, as a shell does it. */
  private Map<String, Double> helm(int parallelism) throws IOException, InterruptedException {
    try (var stage = new Stage(PlaneOptions.defaults(), charts)) {
      var place = stage.place();
      Quiet.await(place.plane());
      var counting = Counting.begin(stage);
      var command =
          "seq 0 %d | xargs -P %d -I@ \"$1\" upgrade --install %s \"$2\" -n %s-@"
                  .formatted(TEN - 1, parallelism, Place.RELEASE, Place.NAMESPACE)
              + " --create-namespace --atomic --wait --wait-for-jobs";
      var run =
          CommandRun.of(
              List.of(
                  "sh", "-c", command, "sh", binaries.helm().toString(), charts.first().toString()),
              Map.of(
                  "HOME", place.folder().toString(), "KUBECONFIG", place.kubeconfig().toString()),
              place.folder());
      var figures = new LinkedHashMap<>(run.figures());
      figures.put(Figure.REQUESTS, (double) counting.requests());
      return figures;
    }
  }

  private record Counting(AuditLog audit, AuditLog.Mark mark) {

    static Counting begin(Stage stage) {
      var audit = new AuditLog(stage.place().plane().auditLog(), stage.client());
      return new Counting(audit, audit.mark());
    }

    int requests() {
      return (int)
          audit.requestsSince(mark).stream().filter(entry -> !entry.isFromThePlane()).count();
    }
  }

  @Override
  public void close() {
    jvm.close();
  }
}
