package io.github.perconapg.deploy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.health.LeaseHolder;
import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.target.ApiPath;
import io.github.perconapg.target.ApiRequests;
import io.github.perconapg.target.DaemonThreads;
import io.github.perconapg.target.ObjectWatch;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the operator's Lease free once the pod that holds it has ended. The operator does not do so
 * when it stops, and the next one would wait until the Lease runs out: 15 s up to 2.8, 60 s from
 * 2.9 on. It is released as client-go's leader election releases one (holder emptied, duration 1),
 * never deleted, and only if this run saw the holder before the change and saw it end.
 */
final class LeaseHandover implements AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private static final String WAITS =
      "The new operator leads only once the operator's Lease has run out, because ";

  private final KubernetesClient client;
  private final EventListener listener;

  /** What comes after the end is of no interest. */
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1, DaemonThreads.named("percona-pg-lease"), new ThreadPoolExecutor.DiscardPolicy());

  private final ApiRequests api;
  private @Nullable ObjectWatch<Pod> watch;
  private volatile @Nullable Event told;

  private LeaseHandover(Run run) {
    this.client = run.client();
    this.api = run.api();
    this.listener = run.listener;
  }

  /**
   * Runs work that replaces the operator, and meanwhile hands its Lease over. Where that is
   * impossible, the listener is told why the Lease has to run out.
   *
   * @param replaced the revision in force, whose operator is about to be replaced; null for none
   */
  static <T> T during(Run run, @Nullable ReleaseRecord replaced, Supplier<T> work) {
    try (var handover = new LeaseHandover(run)) {
      if (replaced != null) {
        handover.watch(OperatorTarget.of(replaced));
      }
      return work.get();
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

  /** It only saves time, so whatever is in its way is told, and waited for. */
  private void watch(OperatorTarget operator) {
    if (!operator.takesLease()) {
      return;
    }
    try {
      watchHolder(operator);
    } catch (KubernetesClientException e) {
      listener.on(new Event.Warned(WAITS + "it cannot be watched: " + e.getMessage()));
    }
  }

  private void watchHolder(OperatorTarget operator) {
    var leases = client.leases().inNamespace(operator.namespace()).withName(operator.lease());
    var lease = leases.get();
    var holder = LeaseHolder.of(lease);
    if (lease == null || holder.nobody()) {
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
                  + ", which is no pod of this operator"
                  + end(lease)));
      return;
    }
    var end = new HolderEnd(pod);
    var types = client.getKubernetesSerialization();
    var watching =
        new ObjectWatch<>(
            api,
            ApiPath.named(ApiPath.core(operator.namespace(), "pods"), name),
            object -> types.convertValue(object, Pod.class),
            new ObjectWatch.Listener<Pod>() {
              @Override
              public void changed(Pod now) {
                if (end.hasCome(now)) {
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

  /** A watch may be held back on the way; what cannot be read now is read the next time. */
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

  private void unseen(String pod, Lease lease) {
    if (told == null) {
      told =
          new Event.Warned(
              WAITS + "pod " + pod + " went without its containers being seen to end" + end(lease));
    }
  }

  private static String end(Lease lease) {
    var seconds = lease.getSpec().getLeaseDurationSeconds();
    return seconds == null ? "" : "; it runs out " + seconds + " s after its last renewal";
  }

  /** Until somebody else holds it: a conflict means that it is to be looked at again. */
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
