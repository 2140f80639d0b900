package io.github.perconapg.controlplane.operator;

import io.github.perconapg.controlplane.chart.CrdKind;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import java.util.ArrayList;
import java.util.List;

/**
 * A controller of the operator with the kinds whose caches it waits for.
 *
 * @param kind the kind it is for
 * @param needs the kinds that it watches, its own among them
 */
record WorkerKind(CrdKind kind, List<CrdKind> needs) {
  /** All seven; crunchybridgeclusters have no controller. */
  static List<WorkerKind> all(OperatorRelease release) {
    List<CrdKind> kinds = StandInChart.kinds(release);
    CrdKind child =
        kinds.stream().filter(kind -> kind.is("PostgresCluster")).findFirst().orElseThrow();
    List<WorkerKind> workers = new ArrayList<>();
    for (CrdKind kind : kinds) {
      if (kind.is("PerconaPGCluster")) {
        workers.add(new WorkerKind(kind, List.of(kind, child)));
      } else if (!kind.is("CrunchyBridgeCluster")) {
        workers.add(new WorkerKind(kind, List.of(kind)));
      }
    }
    return workers;
  }

  /** The controller's name in the log. */
  String controller() {
    return kind.singular();
  }

  /** The kind's Go type in the log, such as v2.PerconaPGCluster. */
  String goType() {
    return kind.version() + "." + kind.kind();
  }
}
