package io.github.perconapg.deploy;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;

/**
 * What was seen of the end of the pod that holds the operator's Lease. Its process must be known to
 * have ended before the Lease is given to another: a Lease that is released under a living operator
 * makes two of them work on the same databases.
 */
final class HolderEnd {

  private final String uid;
  private boolean terminated;
  private boolean deletedInOrder;

  /**
   * @param holder the pod as it was before anything was changed
   */
  HolderEnd(Pod holder) {
    this.uid = holder.getMetadata().getUid();
    see(holder);
  }

  /** Takes a look at a pod of this name; another one is none of ours. */
  void see(Pod pod) {
    if (!uid.equals(pod.getMetadata().getUid())) {
      return;
    }
    var grace = pod.getMetadata().getDeletionGracePeriodSeconds();
    deletedInOrder |=
        pod.getMetadata().getDeletionTimestamp() != null && grace != null && grace > 0;
    var containers = pod.getStatus() == null ? null : pod.getStatus().getContainerStatuses();
    terminated =
        containers != null
            && !containers.isEmpty()
            && containers.stream().allMatch(HolderEnd::hasTerminated);
  }

  /** Whether its containers were seen terminated, in the last look. */
  boolean terminated() {
    return terminated;
  }

  /**
   * Whether its deletion left it time to stop. Then a node that is Ready has stopped its containers
   * before the pod could go.
   */
  boolean deletedInOrder() {
    return deletedInOrder;
  }

  private static boolean hasTerminated(ContainerStatus status) {
    return status.getState() != null && status.getState().getTerminated() != null;
  }
}
