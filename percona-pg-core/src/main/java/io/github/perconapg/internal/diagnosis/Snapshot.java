package io.github.perconapg.internal.diagnosis;

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
public record Snapshot(
    @Nullable Deployment deployment,
    List<Pod> pods,
    @Nullable Lease lease,
    boolean leaseReadable,
    List<Event> events,
    Map<String, StartupLog> logs) {

  /** Names one run of the operator's container: the pod's UID and the count of restarts. */
  public static String runOf(Pod pod, ContainerStatus status) {
    return run(pod.getMetadata().getUid(), status.getRestartCount());
  }

  /** The status of the operator's container; empty while the pod has none. */
  public static Optional<ContainerStatus> container(Pod pod, String name) {
    var status = pod.getStatus();
    return status == null
        ? Optional.empty()
        : status.getContainerStatuses().stream().filter(c -> c.getName().equals(name)).findFirst();
  }

  /** The pods that are not on their way out. */
  public List<Pod> living() {
    return pods.stream().filter(Snapshot::alive).toList();
  }

  /** Tells whether a pod is not on its way out. */
  private static boolean alive(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null;
  }

  /** Why the scheduler finds no node for a pod, in its words. */
  static Stream<String> unschedulable(Pod pod) {
    return pod.getStatus() == null
        ? Stream.empty()
        : pod.getStatus().getConditions().stream()
            .filter(c -> c.getType().equals("PodScheduled") && c.getStatus().equals("False"))
            .map(c -> c.getReason() + ": " + c.getMessage());
  }

  /** Tells whether a pod has a condition with status True. */
  public static boolean hasCondition(Pod pod, String type) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals(type) && c.getStatus().equals("True"));
  }

  /**
   * Tells whether what is seen belongs to the newest revision of the Deployment: its controller has
   * seen it, and no pod of a previous one is left. Until then an old failure must not end a new
   * run.
   */
  public boolean settled() {
    if (deployment == null || deployment.getStatus() == null) {
      return false;
    }
    var status = deployment.getStatus();
    var generation = Objects.requireNonNullElse(deployment.getMetadata().getGeneration(), 0L);
    var observed = Objects.requireNonNullElse(status.getObservedGeneration(), 0L);
    var updated = Objects.requireNonNullElse(status.getUpdatedReplicas(), 0);
    return observed >= generation && updated == living().size();
  }

  /** Tells whether any container of a pod that is not on its way out has restarted. */
  public boolean restarted() {
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
        .reduce((previous, later) -> later)
        .orElse(List.of());
  }

  /** The first line of the present run, or else of the one before, that names a cause. */
  public Optional<String> explained(Pod pod, ContainerStatus status) {
    return runs(pod, status)
        .flatMap(log -> log.explained().stream())
        .reduce((previous, later) -> later);
  }

  /** The last error of the run that has ended last; empty when it said none. */
  public Optional<String> lastWords(Pod pod, ContainerStatus status) {
    return words(pod, lastEnded(status));
  }

  /**
   * Tells whether a container ends in the same way each time: the last two runs with the same
   * words.
   */
  boolean endsAlike(Pod pod, ContainerStatus status) {
    var last = lastEnded(status);
    return words(pod, last).isPresent() && words(pod, last).equals(words(pod, last - 1));
  }

  /** The number of the run that ended last. */
  private static int lastEnded(ContainerStatus status) {
    return status.getRestartCount() - (status.getState().getRunning() == null ? 0 : 1);
  }

  private Optional<String> words(Pod pod, int run) {
    return Optional.ofNullable(logs.get(run(pod.getMetadata().getUid(), run)))
        .map(StartupLog::errors)
        .filter(lines -> !lines.isEmpty())
        .map(lines -> ErrorWords.of(lines.get(lines.size() - 1)));
  }

  /** Older first. */
  private Stream<StartupLog> runs(Pod pod, ContainerStatus status) {
    var uid = pod.getMetadata().getUid();
    return Stream.of(status.getRestartCount() - 1, status.getRestartCount())
        .map(run -> logs.get(run(uid, run)))
        .filter(Objects::nonNull);
  }

  /** Names a run by its number. */
  public static String run(String podUid, int restarts) {
    return podUid + "#" + restarts;
  }
}
