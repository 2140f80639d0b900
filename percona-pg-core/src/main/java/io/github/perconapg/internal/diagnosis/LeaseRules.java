package io.github.perconapg.internal.diagnosis;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.github.perconapg.internal.operator.LeaseHolder;
import io.github.perconapg.internal.operator.OperatorTarget;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a pod counts as the leading operator: the Lease's holder is the pod, and it was renewed
 * since the pod's container started. A Lease alone says nothing, since the operator does not
 * release it when it stops.
 */
public final class LeaseRules {

  private LeaseRules() {}

  /** Why a pod does not lead; empty when it does. */
  public static Optional<String> problem(
      OperatorTarget operator, @Nullable Lease lease, Pod pod, Instant containerStart) {
    var name = "Lease " + operator.lease();
    if (lease == null) {
      return Optional.of(name + " does not exist yet: no operator leads");
    }
    var holder = LeaseHolder.of(lease);
    if (holder.vacant()) {
      return Optional.of(name + " has no holder: no operator leads");
    }
    if (!holder.isPod(pod.getMetadata().getName())) {
      return Optional.of(name + " is held by " + holder.identity() + until(lease));
    }
    var renewed = lease.getSpec().getRenewTime();
    return renewed != null && !renewed.toInstant().isBefore(containerStart)
        ? Optional.empty()
        : Optional.of(name + " was not renewed since the operator started");
  }

  private static String until(Lease lease) {
    var seconds = lease.getSpec().getLeaseDurationSeconds();
    return seconds == null ? "" : ", and free " + seconds + " s after its last renewal";
  }
}
