package io.github.perconapg.health;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Follows the log of each run of the operator's container, from its start. */
final class LogFollower implements AutoCloseable {

  /** Enough for a panic with its first goroutine. */
  static final int ENDED_LINES = 60;

  private final KubernetesClient client;
  private final OperatorTarget operator;
  private final Runnable onLine;
  private final Map<String, StartupLog> logs = new ConcurrentHashMap<>();
  private final List<LogWatch> watches = new ArrayList<>();

  /**
   * @param onLine called after each line
   */
  LogFollower(KubernetesClient client, OperatorTarget operator, Runnable onLine) {
    this.client = client;
    this.operator = operator;
    this.onLine = onLine;
  }

  Map<String, StartupLog> logs() {
    return Map.copyOf(logs);
  }

  /**
   * Follows the container's present run, unless it is followed already. A run that has ended before
   * it could be followed is read: it is the one that tells why it ended.
   */
  void follow(Pod pod) {
    var status = Snapshot.container(pod, operator.container()).orElse(null);
    if (status == null) {
      return;
    }
    var uid = pod.getMetadata().getUid();
    var restarts = status.getRestartCount();
    if (status.getState().getRunning() != null) {
      if (restarts > 0) {
        logs.computeIfAbsent(Snapshot.run(uid, restarts - 1), run -> ended(pod, true));
      }
      if (!logs.containsKey(Snapshot.run(uid, restarts))) {
        logs.put(Snapshot.run(uid, restarts), followed(pod));
      }
    } else if (status.getState().getTerminated() != null || hasRun(status)) {
      logs.computeIfAbsent(Snapshot.run(uid, restarts), run -> ended(pod, false));
    }
  }

  private static boolean hasRun(ContainerStatus status) {
    return status.getLastState() != null && status.getLastState().getTerminated() != null;
  }

  private StartupLog followed(Pod pod) {
    var log = new StartupLog();
    try {
      // The client takes the body of a refusal for the log that it follows, so this asks first.
      container(pod).limitBytes(1).getLog();
      watches.add(
          container(pod).usingTimestamps().watchLog(new LineSplitter(line -> accept(log, line))));
    } catch (KubernetesClientException e) {
      log.unreadable(); // most often no right to read logs: unknown, and said so
    }
    return log;
  }

  /**
   * @param former whether another run has begun since
   */
  private StartupLog ended(Pod pod, boolean former) {
    var log = new StartupLog();
    try {
      var container = container(pod).usingTimestamps();
      var lines =
          former
              ? container.terminated().tailingLines(ENDED_LINES)
              : container.tailingLines(ENDED_LINES);
      lines.getLog().lines().forEach(log::accept);
    } catch (KubernetesClientException e) {
      log.unreadable(); // it may be gone already
    }
    return log;
  }

  private ContainerResource container(Pod pod) {
    return OperatorContainer.of(client, operator, pod);
  }

  private void accept(StartupLog log, String line) {
    log.accept(line);
    onLine.run();
  }

  @Override
  public void close() {
    watches.forEach(LogWatch::close);
  }
}
