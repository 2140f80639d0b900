package io.github.perconapg.destroy;

import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.health.SnapshotReader;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.target.Connection;
import java.util.List;

/**
 * Whether the operator can finish what is deleted.
 *
 * @param missing what keeps it from working, in the cluster's words; empty when it works
 * @param bringBack the command that brings it back; for a person
 */
record OperatorLife(List<String> missing, String bringBack) {

  static OperatorLife of(Connection connection, ReleaseRecord newest) {
    var operator = OperatorTarget.of(newest);
    var reader = new SnapshotReader(connection.client());
    var paused = reader.paused(operator);
    return new OperatorLife(
        paused ? List.of("it is paused by hand (0 replicas)") : reader.missingNow(operator),
        paused
            ? "kubectl scale deployment %s -n %s --replicas=1"
                .formatted(operator.deployment(), operator.namespace())
            : "mvn percona-pg:deploy");
  }

  boolean works() {
    return missing.isEmpty();
  }
}
