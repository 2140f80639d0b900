package io.github.perconapg.health;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of an operator at one moment.
 *
 * @param deployment its Deployment, or null
 * @param pods its pods
 * @param lease the Lease by which it leads, or null
 * @param leaseReadable whether Leases may be read
 * @param events events of the namespace, in no order
 * @param logs what each run of its container has written, by {@link #runOf}
 */
record Snapshot(
    @Nullable Deployment deployment,
    List<Pod> pods,
    @Nullable Lease lease,
    boolean leaseReadable,
    List<Event> events,
    Map<String, StartupLog> logs) {

  /** Names one run of the operator's container: the pod's UID and the count of restarts. */
  static String runOf(Pod pod, ContainerStatus status) {
    return pod.getMetadata().getUid() + "#" + status.getRestartCount();
  }

  /** The status of the operator's container; empty while the pod has none. */
  static Optional<ContainerStatus> container(Pod pod, String name) {
    var status = pod.getStatus();
    return status == null
        ? Optional.empty()
        : status.getContainerStatuses().stream().filter(c -> c.getName().equals(name)).findFirst();
  }

  /** Whether a pod is not on its way out. */
  static boolean alive(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null;
  }

  /** Whether a pod has a condition with status True. */
  static boolean hasCondition(Pod pod, String type) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals(type) && c.getStatus().equals("True"));
  }
}
