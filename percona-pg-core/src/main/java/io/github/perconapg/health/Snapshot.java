package io.github.perconapg.health;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
    return run(pod.getMetadata().getUid(), status.getRestartCount());
  }

  /** The status of the operator's container; empty while the pod has none. */
  static Optional<ContainerStatus> container(Pod pod, String name) {
    var status = pod.getStatus();
    return status == null
        ? Optional.empty()
        : status.getContainerStatuses().stream().filter(c -> c.getName().equals(name)).findFirst();
  }

  /** The pods that are not on their way out. */
  List<Pod> living() {
    return pods.stream().filter(Snapshot::alive).toList();
  }

  /** Whether a pod is not on its way out. */
  private static boolean alive(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null;
  }

  /** Whether a pod has a condition with status True. */
  static boolean hasCondition(Pod pod, String type) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals(type) && c.getStatus().equals("True"));
  }

  /**
   * Whether what is seen belongs to the newest revision of the Deployment: its controller has seen
   * it, and no pod of a former one is left. Until then an old failure must not end a new run.
   */
  boolean settled() {
    if (deployment == null || deployment.getStatus() == null) {
      return false;
    }
    var status = deployment.getStatus();
    var generation = Objects.requireNonNullElse(deployment.getMetadata().getGeneration(), 0L);
    var observed = Objects.requireNonNullElse(status.getObservedGeneration(), 0L);
    var updated = Objects.requireNonNullElse(status.getUpdatedReplicas(), 0);
    return observed >= generation && updated == living().size();
  }

  /** Whether any container of a pod that is not on its way out has restarted. */
  boolean restarted() {
    return living().stream()
        .filter(pod -> pod.getStatus() != null)
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .anyMatch(status -> status.getRestartCount() > 0);
  }

  /** The last errors of a container's present run and of the one before, without repetitions. */
  List<String> errors(Pod pod, ContainerStatus status) {
    var texts = new HashSet<String>();
    return runs(pod, status)
        .flatMap(log -> log.errors().stream())
        .filter(line -> texts.add(line.substring(line.indexOf('\t') + 1)))
        .toList();
  }

  /** The last lines of a container's newest run that has any. */
  List<String> lastLines(Pod pod, ContainerStatus status) {
    return runs(pod, status)
        .map(StartupLog::lastLines)
        .filter(lines -> !lines.isEmpty())
        .reduce((former, later) -> later)
        .orElse(List.of());
  }

  /** Older first. */
  private Stream<StartupLog> runs(Pod pod, ContainerStatus status) {
    var uid = pod.getMetadata().getUid();
    return Stream.of(status.getRestartCount() - 1, status.getRestartCount())
        .map(run -> logs.get(run(uid, run)))
        .filter(Objects::nonNull);
  }

  /** Names a run by its number. */
  static String run(String podUid, int restarts) {
    return podUid + "#" + restarts;
  }
}
