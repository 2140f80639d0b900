package io.github.perconapg.health;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.perconapg.model.Readiness;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches an operator: its Deployment, pods, Lease, events and log, and wakes whoever waits when
 * any of them changes.
 */
final class OperatorWatch implements AutoCloseable {

  private final OperatorTarget operator;
  private final Readiness readiness;
  private final Semaphore changes = new Semaphore(0);
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
  private final LogFollower logs;
  private final SharedIndexInformer<Deployment> deployments;
  private final SharedIndexInformer<Pod> pods;
  private final @Nullable SharedIndexInformer<Lease> leases;
  private final @Nullable SharedIndexInformer<Event> events;

  /**
   * Begins to watch.
   *
   * @param readiness what is waited for; one that has to be available only is asked neither for its
   *     Lease nor for the log of a container that has not ended yet
   * @throws KubernetesClientException when the Deployment or its pods may not be watched
   */
  OperatorWatch(KubernetesClient client, OperatorTarget operator, Readiness readiness) {
    this.operator = operator;
    this.readiness = readiness;
    this.logs = new LogFollower(client, operator, changes::release);
    var namespace = operator.namespace();
    deployments =
        watch(client.apps().deployments().inNamespace(namespace).withName(operator.deployment()));
    pods = watch(client.pods().inNamespace(namespace).withLabels(operator.selector()));
    leases =
        operator.takesLease() && readiness == Readiness.WORKING
            ? ifAllowed(client.leases().inNamespace(namespace).withName(operator.lease()))
            : null;
    events = ifAllowed(client.v1().events().inNamespace(namespace));
  }

  /** What is seen now; also follows the log of every run of the container that is seen. */
  Snapshot snapshot() {
    var seenPods = pods.getStore().list();
    seenPods.stream().filter(this::isHeard).forEach(logs::follow);
    return new Snapshot(
        deployments.getStore().list().stream().findFirst().orElse(null),
        seenPods,
        leases == null ? null : leases.getStore().list().stream().findFirst().orElse(null),
        leases != null,
        events == null ? List.of() : events.getStore().list(),
        logs.logs());
  }

  private boolean isHeard(Pod pod) {
    return readiness == Readiness.WORKING
        || Snapshot.container(pod, operator.container())
            .map(status -> status.getRestartCount() > 0 || status.getState().getRunning() == null)
            .orElse(false);
  }

  /**
   * Waits until something changes.
   *
   * @return false when nothing did within the given time
   * @throws InterruptedException when the waiting thread is interrupted
   */
  boolean awaitChange(Duration atMost) throws InterruptedException {
    var changed = changes.tryAcquire(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS);
    changes.drainPermits();
    return changed;
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::close);
    logs.close();
  }

  private <T extends HasMetadata> SharedIndexInformer<T> watch(Informable<T> resource) {
    var informer = resource.inform(new Waker<>());
    informers.add(informer);
    return informer;
  }

  /** Null where the caller has no right to watch; what depends on it is then unknown. */
  private <T extends HasMetadata> @Nullable SharedIndexInformer<T> ifAllowed(
      Informable<T> resource) {
    try {
      return watch(resource);
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

  private final class Waker<T> implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      changes.release();
    }

    @Override
    public void onUpdate(T before, T after) {
      changes.release();
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      changes.release();
    }
  }
}
