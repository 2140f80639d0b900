package io.github.perconapg.deploy;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;

/**
 * Whether the pod that holds the operator's Lease has ended. Its process must be known to have
 * ended before the Lease is given to another: a Lease that is released under a living operator
 * makes two of them work on the same databases.
 *
 * <p>Only containers that are reported as terminated count. That a pod was deleted with time to
 * stop does not: it may be deleted by force in the meantime, and both look alike in the end,
 * because the kubelet ends every deletion with a grace period of 0.
 */
final class HolderEnd {

  private final String uid;

  /**
   * @param holder the pod as it was before anything was changed
   */
  HolderEnd(Pod holder) {
    this.uid = holder.getMetadata().getUid();
  }

  /** Whether a pod is the holder, and all its containers have terminated. */
  boolean hasCome(Pod pod) {
    var containers = pod.getStatus() == null ? null : pod.getStatus().getContainerStatuses();
    return uid.equals(pod.getMetadata().getUid())
        && containers != null
        && !containers.isEmpty()
        && containers.stream().allMatch(HolderEnd::hasTerminated);
  }

  private static boolean hasTerminated(ContainerStatus status) {
    return status.getState() != null && status.getState().getTerminated() != null;
  }
}
