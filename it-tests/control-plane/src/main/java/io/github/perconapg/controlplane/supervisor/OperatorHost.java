package io.github.perconapg.controlplane.supervisor;

import io.github.perconapg.controlplane.operator.StandInOperator;
import io.github.perconapg.controlplane.operator.StandInOptions;

/** Plays the operator inside the supervisor, for planes that outlive the process that asked. */
final class OperatorHost {
  private OperatorHost() {}

  /** Starts the stand-in operator; it lives as long as this process. */
  static void start(PlaneSpec spec, double factor) {
    var unused =
        StandInOperator.start(
            spec.kubeconfig(), spec.work().resolve("logs"), new StandInOptions(factor));
  }
}
