package io.github.perconapg.internal.destroy;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.operator.Paused;
import io.github.perconapg.internal.readiness.ProvenOperator;
import io.github.perconapg.model.Readiness;
import java.util.List;

/**
 * Whether the operator can finish what is deleted.
 *
 * @param missing what keeps it from working, in the cluster's words; empty when it works
 * @param bringBack the command that brings it back; for a person
 */
record OperatorLiveness(List<String> missing, String bringBack) {

  static OperatorLiveness of(Connection connection, ReleaseRecord newest) {
    var operator = OperatorTarget.of(newest);
    var seen = ProvenOperator.look(connection.api(), operator, Readiness.WORKING);
    return new OperatorLiveness(
        seen.paused() ? List.of("it is paused by hand (0 replicas)") : seen.missing(),
        seen.paused()
            ? new Paused(operator.namespace(), operator.deployment()).resume()
            : "mvn percona-pg:deploy");
  }

  boolean works() {
    return missing.isEmpty();
  }
}
