package io.github.perconapg.internal.diagnosis;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Loggable;
import io.github.perconapg.internal.operator.LeaseHolder;
import io.github.perconapg.internal.operator.OperatorContainer;
import io.github.perconapg.internal.operator.OperatorTarget;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at an operator once. */
public final class SnapshotReader {

  /** How much of a log's beginning is read: the start-up lines are its first few dozen. */
  private static final int LOG_BYTES = 512 * 1024;

  private final KubernetesClient client;

  /** Reads with the given client. */
  public SnapshotReader(KubernetesClient client) {
    this.client = client;
  }

  /** The operator as it is now, with its log unless that is skipped. */
  public Snapshot read(OperatorTarget operator, boolean withLogs) {
    var namespace = operator.namespace();
    var pods =
        client.pods().inNamespace(namespace).withLabels(operator.selector()).list().getItems();
    var lease =
        orForbidden(
            () ->
                operator.takesLease()
                    ? client.leases().inNamespace(namespace).withName(operator.lease()).get()
                    : null);
    var events = orForbidden(() -> client.v1().events().inNamespace(namespace).list().getItems());
    return new Snapshot(
        client.apps().deployments().inNamespace(namespace).withName(operator.deployment()).get(),
        pods,
        lease.value(),
        !lease.forbidden(),
        events.value() == null ? List.<Event>of() : events.value(),
        withLogs ? logs(operator, pods) : Map.of());
  }

  /**
   * Tells whether this operator may have led: always, unless the cluster shows that it has not. The
   * Lease keeps the name of a leader whose pod was replaced, and a log that cannot be read hides
   * one.
   */
  public boolean mayHaveLed(OperatorTarget operator) {
    return mayHaveLed(operator, read(operator, true));
  }

  public static boolean mayHaveLed(OperatorTarget operator, Snapshot seen) {
    return !operator.takesLease()
        || !seen.leaseReadable()
        || !LeaseHolder.of(seen.lease()).vacant()
        || seen.pods().stream().anyMatch(pod -> mayHaveLed(operator, seen, pod));
  }

  private static boolean mayHaveLed(OperatorTarget operator, Snapshot seen, Pod pod) {
    var status = Snapshot.container(pod, operator.container()).orElse(null);
    if (status == null || !hasStarted(status)) {
      return false;
    }
    var log = seen.logs().get(Snapshot.runOf(pod, status));
    // Of more than two runs there are no logs, and an end says nothing of what was before it.
    return status.getRestartCount() > 1
        || log == null
        || !log.isReadable()
        || seen.logs().values().stream().anyMatch(run -> !run.workers().isEmpty());
  }

  private static boolean hasStarted(ContainerStatus status) {
    var last = status.getLastState();
    var state = status.getState();
    return status.getRestartCount() > 0
        || (last != null && last.getTerminated() != null)
        || (state != null && (state.getRunning() != null || state.getTerminated() != null));
  }

  private Map<String, StartupLog> logs(OperatorTarget operator, List<Pod> pods) {
    var logs = new HashMap<String, StartupLog>();
    for (var pod : pods) {
      Snapshot.container(pod, operator.container())
          .ifPresent(status -> logs(operator, pod, status.getRestartCount(), logs));
    }
    return logs;
  }

  /** Of the present run, and of the one before, which tells why it ended. */
  private void logs(OperatorTarget operator, Pod pod, int restarts, Map<String, StartupLog> logs) {
    var container = OperatorContainer.of(client, operator, pod).usingTimestamps();
    var uid = pod.getMetadata().getUid();
    logs.put(Snapshot.run(uid, restarts), log(container.limitBytes(LOG_BYTES)));
    if (restarts > 0) {
      var previous = container.terminated().tailingLines(LogFollower.ENDED_LINES);
      logs.put(Snapshot.run(uid, restarts - 1), log(previous));
    }
  }

  private static StartupLog log(Loggable container) {
    var log = new StartupLog();
    try {
      container.getLog().lines().forEach(log::accept);
    } catch (KubernetesClientException e) {
      log.unreadable(); // no right to read it, or the container has none yet: unknown either way
    }
    return log;
  }

  private static <T> Answer<T> orForbidden(Supplier<@Nullable T> question) {
    try {
      return new Answer<>(question.get(), false);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return new Answer<>(null, true);
      }
      throw e;
    }
  }

  private record Answer<T>(@Nullable T value, boolean forbidden) {}
}
