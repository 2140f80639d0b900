package io.github.perconapg.health;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Follows the log of each run of the operator's container, from its start. */
final class LogFollower implements AutoCloseable {

  /** A line longer than this is cut; no start-up line comes near it. */
  private static final int LONGEST_LINE = 16 * 1024;

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

  /** Follows the container's present run, unless it is followed already or does not run. */
  void follow(Pod pod) {
    var status = Snapshot.container(pod, operator.container()).orElse(null);
    if (status == null || status.getState().getRunning() == null) {
      return;
    }
    var run = Snapshot.runOf(pod, status);
    if (logs.containsKey(run)) {
      return;
    }
    var log = new StartupLog();
    logs.put(run, log);
    var container =
        client
            .pods()
            .inNamespace(operator.namespace())
            .withName(pod.getMetadata().getName())
            .inContainer(operator.container());
    try {
      // The client takes the body of a refusal for the log that it follows, so this asks first.
      container.limitBytes(1).getLog();
      watches.add(container.usingTimestamps().watchLog(new Lines(log)));
    } catch (KubernetesClientException e) {
      log.unreadable(); // most often no right to read logs: unknown, and said so
    }
  }

  @Override
  public void close() {
    watches.forEach(LogWatch::close);
  }

  /** Splits what is written to it into lines. */
  private final class Lines extends OutputStream {
    private final StartupLog log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(StartupLog log) {
      this.log = log;
    }

    @Override
    public void write(int b) {
      if (b == '\n') {
        log.accept(line.toString(StandardCharsets.UTF_8));
        line.reset();
        onLine.run();
      } else if (line.size() < LONGEST_LINE) {
        line.write(b);
      }
    }
  }
}
