package io.github.perconapg.bench;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.github.perconapg.controlplane.PlaneOptions;
import io.github.perconapg.controlplane.binaries.Binaries;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.operator.StandInOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The time from the start of an upgrade until the new operator leads: until then nobody looks after
 * the databases. The operator is a stand-in that keeps the times of the real one.
 */
final class Leadership {

  private static final PrintStream OUT = System.out;
  private static final String LEASE = "08db3feb.percona.com";
  static final String WHAT = "an operator that works (readiness=working)";
  private static final String INSTALLED = "s until a first install returns";
  static final String LEADS = "s until the new operator leads";
  private static final String RETURNS = "s until an upgrade returns";

  private final Binaries binaries;
  private final Results results;

  Leadership(Binaries binaries, Results results) {
    this.binaries = binaries;
    this.results = results;
  }

  /** Measures, a third as often as the rest: its times are those of a Lease, and vary little. */
  void run(int pairs) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("percona-pg-bench-");
    var charts =
        new Charts(
            StandInChart.of(OperatorRelease.V2_7).writeTo(folder.resolve("first")),
            StandInChart.of(OperatorRelease.V2_8).writeTo(folder.resolve("next")),
            "stand-in");
    try (var working = WarmLibrary.working()) {
      var helm = new HelmCli(Comparison.HELM_3, binaries.helm(), "--atomic");
      for (var pair = 0; pair <= Math.max(1, pairs / 3); pair++) {
        for (var contender : List.<Contender>of(working, helm)) {
          measure(pair, contender, charts);
        }
      }
    }
  }

  private void measure(int pair, Contender contender, Charts charts)
      throws IOException, InterruptedException {
    var options = PlaneOptions.defaults().withStandIn(new StandInOptions(1));
    try (var stage = new Stage(options, charts)) {
      var install = contender.run(Situation.FIRST_INSTALL, stage.place()).seconds();
      var former = holder(stage, Set.of());
      var start = System.nanoTime();
      var next = CompletableFuture.supplyAsync(() -> holder(stage, Set.of(former.name())));
      var returned = contender.run(Situation.UPGRADE, stage.place()).seconds();
      var leads = (next.get().nanos() - start) / 1e9;
      OUT.printf("%2d  %-20s leads after %6.2f s%n", pair, contender.name(), leads);
      if (pair > 0) {
        results.add(
            contender.name(), WHAT, Map.of(INSTALLED, install, RETURNS, returned, LEADS, leads));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The first holder of the operator's Lease that is none of these. */
  private static Holder holder(Stage stage, Set<String> not) {
    var found = new CompletableFuture<Holder>();
    var watch =
        stage
            .client()
            .leases()
            .inNamespace(Place.NAMESPACE)
            .withName(LEASE)
            .watch(new FirstHolder(not, found));
    try {
      return found.get(2, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      watch.close();
    }
  }

  private record Holder(String name, long nanos) {}

  private record FirstHolder(Set<String> not, CompletableFuture<Holder> found)
      implements Watcher<Lease> {

    @Override
    public void eventReceived(Action action, Lease lease) {
      var name = lease.getSpec().getHolderIdentity();
      if (name != null && !name.isEmpty() && !not.contains(name)) {
        found.complete(new Holder(name, System.nanoTime()));
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      found.completeExceptionally(cause);
    }
  }
}
