package io.github.perconapg.internal.readiness;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.github.perconapg.internal.diagnosis.LogFollower;
import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.ObjectWatch;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.problem.PerconaPgException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches an operator: its Deployment, pods, Lease, events and log, and wakes the waiting thread
 * when any of them changes.
 */
public final class OperatorWatch implements AutoCloseable {

  private static final int TOO_MANY_REQUESTS = 429;

  /** A watch may be held back or end on the way, so everything is read again this often. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  /** A connection that has died unnoticed must not take a wait's time. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final OperatorTarget operator;
  private final Readiness readiness;
  private final ApiRequests api;
  private final KubernetesSerialization types;
  private final Semaphore changes = new Semaphore(0);
  private final List<ObjectWatch<?>> watches = new ArrayList<>();
  private final LogFollower logs;
  private final ObjectWatch<Deployment> deployments;
  private final ObjectWatch<Pod> pods;
  private final @Nullable ObjectWatch<Lease> leases;
  private final @Nullable ObjectWatch<Event> events;
  private Deadline nextLook = Deadline.in(LOOK_AGAIN);

  /**
   * Begins to watch.
   *
   * @param readiness what is waited for; one that has to be available only is asked neither for its
   *     Lease nor for the log of a container that has not ended yet
   * @throws KubernetesClientException when the Deployment or its pods may not be read
   */
  public OperatorWatch(
      KubernetesClient client, ApiRequests api, OperatorTarget operator, Readiness readiness) {
    this.operator = operator;
    this.readiness = readiness;
    this.api = api.impatient(PATIENCE);
    this.types = client.getKubernetesSerialization();
    this.logs = new LogFollower(client, operator, changes::release);
    var namespace = operator.namespace();
    var all = ApiPath.deployments(namespace);
    deployments = watch(Deployment.class, ApiPath.named(all, operator.deployment()));
    pods = watch(Pod.class, operator.pods());
    leases =
        operator.takesLease() && readiness == Readiness.WORKING
            ? ifAllowed(Lease.class, ApiPath.named(ApiPath.leases(namespace), operator.lease()))
            : null;
    events = ifAllowed(Event.class, ApiPath.core(namespace, "events"));
  }

  /** Returns what is seen now; also follows the log of every run of the container that is seen. */
  public Snapshot snapshot() {
    var seenPods = pods.objects();
    seenPods.stream().filter(this::isHeard).forEach(logs::follow);
    return new Snapshot(
        deployments.objects().stream().findFirst().orElse(null),
        seenPods,
        leases == null ? null : leases.objects().stream().findFirst().orElse(null),
        leases != null,
        events == null ? List.of() : events.objects(),
        logs.logs());
  }

  private boolean isHeard(Pod pod) {
    return readiness == Readiness.WORKING
        || Snapshot.container(pod, operator.container())
            .map(status -> status.getRestartCount() > 0 || status.getState().getRunning() == null)
            .orElse(false);
  }

  /**
   * Waits until something changes, and reads everything again every few seconds.
   *
   * @return false when nothing did within the given time
   * @throws InterruptedException when the waiting thread is interrupted
   * @throws KubernetesClientException when the API server refuses what it allowed before
   */
  public boolean awaitChange(Duration atMost) throws InterruptedException {
    var wait = nextLook.left(atMost);
    var changed = changes.tryAcquire(wait.toMillis() + 1, TimeUnit.MILLISECONDS);
    if (nextLook.passed()) {
      refresh();
      nextLook = Deadline.in(LOOK_AGAIN);
    }
    changes.drainPermits();
    return changed;
  }

  @Override
  public void close() {
    watches.forEach(ObjectWatch::close);
    logs.close();
  }

  /** An API server that is out of reach for a while is no reason to give up before the deadline. */
  private void refresh() {
    try {
      watches.forEach(ObjectWatch::refresh);
      logs.look();
    } catch (KubernetesClientException e) {
      var isOfTheWay = e.getCode() == 0 && !(e.getCause() instanceof PerconaPgException);
      if (!isOfTheWay && e.getCode() < 500 && e.getCode() != TOO_MANY_REQUESTS) {
        throw e;
      }
    }
  }

  private <T extends HasMetadata> ObjectWatch<T> watch(Class<T> type, String path) {
    var watch =
        new ObjectWatch<>(
            api,
            path,
            object -> types.convertValue(object, type),
            new ObjectWatch.Listener<T>() {
              @Override
              public void changed(T now) {
                changes.release();
              }

              @Override
              public void gone(T last) {
                changes.release();
              }
            });
    watches.add(watch);
    return watch;
  }

  /** Null where the caller has no right to read; what depends on it is then unknown. */
  private <T extends HasMetadata> @Nullable ObjectWatch<T> ifAllowed(Class<T> type, String path) {
    try {
      return watch(type, path);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return null;
      }
      throw e;
    }
  }

  /** The operator that is watched. */
  OperatorTarget operator() {
    return operator;
  }
}
