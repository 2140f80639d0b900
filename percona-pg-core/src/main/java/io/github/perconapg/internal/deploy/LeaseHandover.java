package io.github.perconapg.internal.deploy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.DaemonThreads;
import io.github.perconapg.internal.kubernetes.ObjectWatch;
import io.github.perconapg.internal.operator.LeaseHolder;
import io.github.perconapg.internal.operator.OperatorTarget;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Releases the operator's Lease once the pod that holds it has terminated. The operator does not
 * release it when it stops, and the next one would wait until the Lease expires: 15 s up to 2.8, 60
 * s from 2.9 on. It is released as client-go's leader election does (holder emptied, duration 1),
 * never deleted, and only if this run saw the holder before the change and saw it terminate: a
 * Lease released under a living operator makes two of them work on the same databases.
 */
final class LeaseHandover implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private static final String WAITS =
      "The new operator leads only once the operator's Lease has expired, because ";

  private final KubernetesClient client;
  private final EventListener listener;

  /** Drops what is reported after the end. */
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1, DaemonThreads.named("percona-pg-lease"), new ThreadPoolExecutor.DiscardPolicy());

  private final ApiRequests api;
  private @Nullable ObjectWatch<Pod> watch;
  private volatile @Nullable Event told;

  LeaseHandover(Run run) {
    this.client = run.client();
    this.api = run.api();
    this.listener = run.listener;
  }

  /**
   * Watches the operator that is about to be replaced, and releases its Lease once it has
   * terminated. Where that is impossible, tells the listener why the Lease has to expire: the
   * handover only saves time.
   *
   * @param replaced the current revision; null for none
   */
  void watch(@Nullable ReleaseRecord replaced) {
    var operator = replaced == null ? null : OperatorTarget.of(replaced);
    if (operator == null || !operator.takesLease()) {
      return;
    }
    try {
      watchHolder(operator);
    } catch (KubernetesClientException e) {
      listener.on(new Event.Warned(WAITS + "it cannot be watched: " + e.getMessage()));
    }
  }

  /** Ends the watch, and tells what was done. */
  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
    thread.shutdownNow();
    var last = told;
    if (last != null) {
      listener.on(last);
    }
  }

  private void watchHolder(OperatorTarget operator) {
    var leases = client.leases().inNamespace(operator.namespace()).withName(operator.lease());
    var lease = leases.get();
    var holder = LeaseHolder.of(lease);
    if (lease == null || holder.vacant()) {
      return;
    }
    var name = holder.pod();
    var pods = client.pods().inNamespace(operator.namespace());
    var pod = pods.withName(name).get();
    if (pod == null || !isOf(operator, pod)) {
      listener.on(
          new Event.Warned(
              WAITS
                  + "it is held by "
                  + holder.identity()
                  + ", which is not a pod of this operator"
                  + expiry(lease)));
      return;
    }
    var uid = pod.getMetadata().getUid();
    var types = client.getKubernetesSerialization();
    var watching =
        new ObjectWatch<>(
            api,
            ApiPath.named(ApiPath.core(operator.namespace(), "pods"), name),
            object -> types.convertValue(object, Pod.class),
            new ObjectWatch.Listener<Pod>() {
              @Override
              public void changed(Pod now) {
                if (hasTerminated(now, uid)) {
                  thread.execute(() -> release(leases, holder, name));
                }
              }

              @Override
              public void gone(Pod last) {
                thread.execute(() -> unseen(name, lease));
              }
            });
    watch = watching;
    var millis = LOOK_AGAIN.toMillis();
    var unused =
        thread.scheduleWithFixedDelay(
            () -> refresh(watching), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Reads the pod, since a proxy may hold the watch back; if that fails, the next time. */
  private static void refresh(ObjectWatch<Pod> watching) {
    try {
      watching.refresh();
    } catch (KubernetesClientException e) {
      return;
    }
  }

  private static boolean isOf(OperatorTarget operator, Pod pod) {
    var labels = pod.getMetadata().getLabels();
    return labels != null && labels.entrySet().containsAll(operator.selector().entrySet());
  }

  /**
   * Returns whether a pod is the holder, and all its containers are reported as terminated. A
   * deletion that left time to stop does not count: the pod may be deleted by force meanwhile, and
   * both look alike, because the kubelet ends every deletion with a grace period of 0.
   */
  static boolean hasTerminated(Pod pod, String uid) {
    var containers = pod.getStatus() == null ? null : pod.getStatus().getContainerStatuses();
    return uid.equals(pod.getMetadata().getUid())
        && containers != null
        && !containers.isEmpty()
        && containers.stream()
            .allMatch(c -> c.getState() != null && c.getState().getTerminated() != null);
  }

  private void unseen(String pod, Lease lease) {
    if (told == null) {
      told =
          new Event.Warned(
              WAITS
                  + "pod "
                  + pod
                  + " disappeared before its containers were known to have terminated"
                  + expiry(lease));
    }
  }

  private static String expiry(Lease lease) {
    var seconds = lease.getSpec().getLeaseDurationSeconds();
    return seconds == null ? "" : "; it expires " + seconds + " s after its last renewal";
  }

  /** Releases it unless another pod holds it; after a conflict it is read again. */
  private void release(Resource<Lease> leases, LeaseHolder holder, String pod) {
    while (told == null) {
      try {
        var lease = leases.get();
        if (lease == null || !holder.equals(LeaseHolder.of(lease))) {
          return;
        }
        var free =
            new LeaseBuilder(lease)
                .editSpec()
                .withHolderIdentity(null)
                .withLeaseDurationSeconds(1)
                .endSpec()
                .build();
        var unused =
            client
                .resource(free)
                .lockResourceVersion(lease.getMetadata().getResourceVersion())
                .update();
        told =
            new Event.LeaseReleased(
                lease.getMetadata().getNamespace() + "/" + lease.getMetadata().getName(), pod);
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          told = new Event.Warned(WAITS + "it could not be released: " + e.getMessage());
        }
      }
    }
  }
}
