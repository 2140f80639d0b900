package io.github.perconapg.deploy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.release.ReleaseRecord;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
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

  private final KubernetesClient client;
  private final EventListener listener;

  /** What comes after the end is of no interest. */
  private final ExecutorService thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          LeaseHandover::daemon,
          new ThreadPoolExecutor.DiscardPolicy());

  private @Nullable SharedIndexInformer<Pod> watch;
  private volatile @Nullable Event told;

  private LeaseHandover(Run run) {
    this.client = run.client();
    this.listener = run.listener;
  }

  /**
   * Runs work that replaces the operator, and meanwhile hands its Lease over. Where nobody leads,
   * or where it may not be watched, nothing is done beside the work.
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

  private void watch(OperatorTarget operator) {
    if (operator.takesLease()) {
      try {
        watchHolder(operator);
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
          throw e;
        }
      }
    }
  }

  private void watchHolder(OperatorTarget operator) {
    var leases = client.leases().inNamespace(operator.namespace()).withName(operator.lease());
    var holder = holderOf(leases.get());
    var cut = holder.lastIndexOf('_');
    if (cut <= 0) {
      return;
    }
    var pods = client.pods().inNamespace(operator.namespace());
    var pod = pods.withName(holder.substring(0, cut)).get();
    if (pod == null || !isOf(operator, pod)) {
      return; // nobody can say whether it has ended
    }
    var end = new HolderEnd(pod);
    watch =
        pods.withName(pod.getMetadata().getName())
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(Pod now) {
                    look(now);
                  }

                  @Override
                  public void onUpdate(Pod before, Pod now) {
                    look(now);
                  }

                  private void look(Pod now) {
                    end.see(now);
                    if (end.terminated()) {
                      thread.execute(() -> release(leases, holder, pod));
                    }
                  }

                  @Override
                  public void onDelete(Pod last, boolean unknown) {
                    end.see(last);
                    thread.execute(() -> gone(leases, holder, pod, end, unknown));
                  }
                });
  }

  private static boolean isOf(OperatorTarget operator, Pod pod) {
    var labels = pod.getMetadata().getLabels();
    return labels != null && labels.entrySet().containsAll(operator.selector().entrySet());
  }

  private void gone(
      Resource<Lease> leases, String holder, Pod pod, HolderEnd end, boolean unknown) {
    if (told != null) {
      return;
    }
    if (end.terminated() || (!unknown && end.deletedInOrder() && onReadyNode(pod))) {
      release(leases, holder, pod);
    } else {
      told =
          new Event.Warned(
              "The operator's Lease was not released, because pod "
                  + pod.getMetadata().getName()
                  + " went without its containers being seen to end; the new operator leads once"
                  + " the Lease has run out.");
    }
  }

  private boolean onReadyNode(Pod pod) {
    try {
      var node = client.nodes().withName(pod.getSpec().getNodeName()).get();
      return node != null
          && node.getStatus().getConditions().stream()
              .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    } catch (KubernetesClientException e) {
      return false; // most often no right to read nodes: unknown, and so no reason
    }
  }

  /** Until somebody else holds it: a conflict means that it is to be looked at again. */
  private void release(Resource<Lease> leases, String holder, Pod pod) {
    while (told == null) {
      try {
        var lease = leases.get();
        if (lease == null || !holder.equals(holderOf(lease))) {
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
                lease.getMetadata().getNamespace() + "/" + lease.getMetadata().getName(),
                pod.getMetadata().getName());
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          told =
              new Event.Warned(
                  "The operator's Lease could not be released, so the new operator leads once it"
                      + " has run out: "
                      + e.getMessage());
        }
      }
    }
  }

  private static String holderOf(@Nullable Lease lease) {
    return lease == null || lease.getSpec() == null
        ? ""
        : Objects.requireNonNullElse(lease.getSpec().getHolderIdentity(), "");
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "percona-pg-lease");
    thread.setDaemon(true);
    return thread;
  }
}
