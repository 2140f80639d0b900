package io.github.perconapg.bench;

import io.github.perconapg.controlplane.PlaneOptions;
import io.github.perconapg.controlplane.binaries.Binaries;
import io.github.perconapg.controlplane.operator.StandInOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** All contenders in turn, each time on a new control plane: A B C, A B C. */
final class Comparison implements AutoCloseable {

  static final String HELM_3 = "Helm 3";
  static final String HELM_4 = "Helm 4";

  private static final PrintStream OUT = System.out;

  private final Charts charts;
  private final Results results;
  private final List<Contender> contenders;

  Comparison(Binaries binaries, Charts charts, Results results) throws IOException {
    this.charts = charts;
    this.results = results;
    this.contenders =
        List.of(
            new FloorRun(new WarmJvm(), binaries.helm()),
            WarmLibrary.available(),
            new HelmCli(HELM_3, binaries.helm(), "--atomic"),
            new NewJvm(NewJvm.NAME, false),
            new NewJvm(NewJvm.ONE_REQUEST, true),
            new HelmCli(HELM_4, binaries.helm4(), "--rollback-on-failure"),
            MavenProcess.create(),
            WarmLibrary.working(),
            new LookedInto());
  }

  /**
   * Measures.
   *
   * @param pairs how often; once more before that, which is not counted: files that are read for
   *     the first time are somebody else's cost
   */
  void run(int pairs) throws IOException, InterruptedException {
    for (var pair = 0; pair <= pairs; pair++) {
      for (var contender : contenders) {
        measure(pair, contender);
      }
    }
  }

  private void measure(int pair, Contender contender) throws IOException, InterruptedException {
    var options = PlaneOptions.defaults();
    try (var stage =
        new Stage(
            contender.needsOperator() ? options.withStandIn(new StandInOptions(1)) : options,
            charts)) {
      for (var situation : Situation.values()) {
        if (!contender.situations().contains(situation)) {
          continue;
        }
        var figures = stage.measure(contender, situation);
        OUT.printf(
            "%2d  %-20s %-16s %6.2f s%n",
            pair, contender.name(), situation.shown(), figures.get(Figure.WALL));
        if (pair > 0) {
          results.add(contender.name(), situation.shown(), figures);
        }
      }
    }
  }

  @Override
  public void close() {
    contenders.forEach(Contender::close);
  }
}
