package io.github.perconapg.internal.diagnosis;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.github.perconapg.internal.operator.OperatorContainer;
import io.github.perconapg.internal.operator.OperatorTarget;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Follows the log of each run of the operator's container, from its start. What stands on the way
 * may hold a followed log back, or cut it off: such a log is read now and then instead.
 */
public final class LogFollower implements AutoCloseable {

  /** Enough for a panic with its first goroutine. */
  static final int ENDED_LINES = 60;

  /** How much of a log's beginning is read: the start-up lines are its first few dozen. */
  private static final int LOG_BYTES = 512 * 1024;

  private final KubernetesClient client;
  private final OperatorTarget operator;
  private final Runnable onLine;
  private final Map<String, StartupLog> logs = new ConcurrentHashMap<>();
  private final Map<String, Followed> followed = new HashMap<>();

  /** A run that is followed: its pod, and whether a line has come since it was looked at last. */
  private record Followed(Pod pod, LogWatch watch, AtomicBoolean heard) {}

  /**
   * @param onLine called after each line
   */
  public LogFollower(KubernetesClient client, OperatorTarget operator, Runnable onLine) {
    this.client = client;
    this.operator = operator;
    this.onLine = onLine;
  }

  public Map<String, StartupLog> logs() {
    return Map.copyOf(logs);
  }

  /**
   * Follows the container's present run, unless it is followed already. A run that has ended before
   * it could be followed is read: it is the one that tells why it ended.
   */
  public void follow(Pod pod) {
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
        follow(Snapshot.run(uid, restarts), pod);
      }
    } else if (status.getState().getTerminated() != null || hasRun(status)) {
      logs.computeIfAbsent(Snapshot.run(uid, restarts), run -> ended(pod, false));
    }
  }

  private static boolean hasRun(ContainerStatus status) {
    return status.getLastState() != null && status.getLastState().getTerminated() != null;
  }

  private void follow(String run, Pod pod) {
    var log = new StartupLog();
    logs.put(run, log);
    try {
      // The client takes the body of a refusal for the log that it follows, so this asks first.
      container(pod).limitBytes(1).getLog();
      var heard = new AtomicBoolean(true);
      var lines = new LineSplitter(line -> accept(log, line, heard));
      var watch = container(pod).usingTimestamps().watchLog(lines);
      followed.put(run, new Followed(pod, watch, heard));
    } catch (KubernetesClientException e) {
      log.unreadable(); // most often no right to read logs: unknown, and said so
    }
  }

  /** Reads the logs of which no line has come since the last call. */
  public void look() {
    followed.forEach(
        (run, of) -> {
          if (!of.heard().getAndSet(false)) {
            read(run, of);
          }
        });
  }

  private void read(String run, Followed of) {
    var now = new StartupLog();
    try {
      var text = container(of.pod()).usingTimestamps().limitBytes(LOG_BYTES).getLog();
      text.lines().forEach(now::accept);
    } catch (KubernetesClientException e) {
      return; // it may be gone already; what was seen of it stays
    }
    var known = logs.get(run);
    if (known == null || now.lines() > known.lines()) {
      of.watch().close(); // it fell behind, and would bring the same lines once more
      logs.put(run, now);
      onLine.run();
    }
  }

  /**
   * @param previous whether another run has begun since
   */
  private StartupLog ended(Pod pod, boolean previous) {
    var log = new StartupLog();
    try {
      var container = container(pod).usingTimestamps();
      var lines =
          previous
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

  private void accept(StartupLog log, String line, AtomicBoolean heard) {
    heard.set(true);
    log.accept(line);
    onLine.run();
  }

  @Override
  public void close() {
    followed.values().forEach(one -> one.watch().close());
  }
}
