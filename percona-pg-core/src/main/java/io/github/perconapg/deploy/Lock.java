package io.github.perconapg.deploy;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.Connection;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serialises the runs on one release, whatever machines they run on: a Lease in its namespace, held
 * for 15 seconds at a time and renewed while the run lasts. Whether another holder has expired is
 * judged by the time since this process last saw its Lease change, never by comparing clocks. A
 * holder on this host whose process is gone is replaced at once.
 */
public final class Lock implements AutoCloseable {

  private static final Duration HELD_FOR = Duration.ofSeconds(15);
  private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final EventListener listener;
  private final String namespace;
  private final String name;
  private final LockHolder self = LockHolder.thisProcess();
  private final ScheduledExecutorService renewal = newScheduler();
  private volatile @Nullable Lease held;
  private volatile long renewedAt;

  private Lock(Connection connection, String namespace, String release, EventListener listener) {
    this.client = connection.client();
    this.listener = listener;
    this.namespace = namespace;
    this.name = "percona-pg-" + release;
  }

  /**
   * Takes the lock, and waits for it where another run holds it.
   *
   * @param listener is told who holds it while this waits
   * @throws io.github.perconapg.problem.PerconaPgException {@code locked} when the deadline passes
   *     first
   */
  public static Lock take(
      Connection connection,
      String namespace,
      String release,
      Deadline deadline,
      EventListener listener) {
    var lock = new Lock(connection, namespace, release, listener);
    try {
      lock.acquire(deadline);
      return lock;
    } catch (KubernetesClientException e) {
      lock.renewal.shutdownNow();
      throw connection.failure("taking the lock (Lease " + namespace + "/" + lock.name + ")", e);
    } catch (InterruptedException e) {
      lock.renewal.shutdownNow();
      Thread.currentThread().interrupt();
      throw Problem.of(
              ProblemCode.INTERRUPTED, "Interrupted while waiting for the lock", "Run again.")
          .asException(e);
    }
  }

  /**
   * Makes sure that the lock is still ours; called before every phase that writes.
   *
   * @throws io.github.perconapg.problem.PerconaPgException {@code locked} when it was lost
   */
  public void check() {
    var lease = held;
    if (lease == null || System.nanoTime() - renewedAt > HELD_FOR.toNanos()) {
      throw Problem.of(
              ProblemCode.LOCKED,
              "The lock of the release (Lease " + namespace + "/" + name + ") was lost",
              "Another run may have taken it, or the API server was out of reach for too long."
                  + " Run again; what was begun is then ended.")
          .asException();
    }
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    endRenewal();
    var lease = held;
    if (lease != null) {
      held = null;
      try {
        client.resource(lease).lockResourceVersion(version(lease)).delete();
      } catch (KubernetesClientException e) {
        // Gone, taken over, or out of reach: it expires by itself, and how the work ended counts.
        listener.on(
            new Event.Warned(
                "The lock (Lease "
                    + namespace
                    + "/"
                    + name
                    + ") was not given back; it expires in "
                    + HELD_FOR.toSeconds()
                    + " s: "
                    + e.getMessage()));
      }
    }
  }

  /** A renewal that is under way ends first: it would change the Lease that is to be deleted. */
  private void endRenewal() {
    renewal.shutdown();
    try {
      if (!renewal.awaitTermination(RENEWED_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        renewal.shutdownNow();
      }
    } catch (InterruptedException e) {
      renewal.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void acquire(Deadline deadline) throws InterruptedException {
    var changes = new Semaphore(0);
    var leases = client.leases().inNamespace(namespace).withName(name);
    String seenVersion = "";
    String told = "";
    long seenAt = System.nanoTime();
    while (true) {
      var lease = leases.get();
      if (lease != null && !version(lease).equals(seenVersion)) {
        seenVersion = version(lease);
        seenAt = System.nanoTime();
      }
      if (lease == null ? create() : isOurs(lease) || (isFree(lease, seenAt) && replace(lease))) {
        // A renewal that fails for good shows in check(), which looks at the last success.
        var unused =
            renewal.scheduleAtFixedRate(
                this::renew,
                RENEWED_EVERY.toMillis(),
                RENEWED_EVERY.toMillis(),
                TimeUnit.MILLISECONDS);
        return;
      }
      if (lease == null) {
        continue; // somebody else was quicker: look at theirs
      }
      if (deadline.passed()) {
        throw heldByAnother(lease, deadline);
      }
      var holder = LockHolder.shown(lease);
      if (!holder.equals(told)) {
        told = holder;
        listener.on(new Event.Waiting("lock", "another run to end: " + holder));
      }
      var expires = HELD_FOR.minusNanos(System.nanoTime() - seenAt);
      awaitChange(
          changes, seenVersion, expires.compareTo(deadline.left()) < 0 ? expires : deadline.left());
    }
  }

  /** Without the version a watch begins with what is there, and would wake at once, for ever. */
  private void awaitChange(Semaphore changes, String since, Duration atMost)
      throws InterruptedException {
    var from = new ListOptionsBuilder().withResourceVersion(since).build();
    var watch =
        client.leases().inNamespace(namespace).withName(name).watch(from, new Waker(changes));
    try {
      changes.tryAcquire(Math.max(1, atMost.toMillis() + 1), TimeUnit.MILLISECONDS);
      changes.drainPermits();
    } finally {
      watch.close();
    }
  }

  /** A write whose answer was lost is sent again, and then finds this run's own Lease. */
  private boolean isOurs(Lease lease) {
    if (!holds(lease)) {
      return false;
    }
    held = lease;
    renewedAt = System.nanoTime();
    return true;
  }

  private boolean holds(@Nullable Lease lease) {
    return lease != null
        && lease.getSpec() != null
        && self.identity().equals(lease.getSpec().getHolderIdentity());
  }

  private boolean isFree(Lease lease, long seenAt) {
    return LockHolder.isGone(lease) || System.nanoTime() - seenAt >= HELD_FOR.toNanos();
  }

  private boolean create() {
    return written(
        () ->
            client
                .resource(describe(new LeaseBuilder().build(), ZonedDateTime.now(ZoneOffset.UTC)))
                .create());
  }

  private boolean replace(Lease lease) {
    var mine = describe(lease, ZonedDateTime.now(ZoneOffset.UTC));
    return written(() -> client.resource(mine).lockResourceVersion(version(lease)).update());
  }

  private void renew() {
    var lease = held;
    if (lease == null) {
      return;
    }
    try {
      var next =
          new LeaseBuilder(lease)
              .editSpec()
              .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
              .endSpec()
              .build();
      var leases = client.leases().inNamespace(namespace).withName(name);
      if (!written(() -> client.resource(next).lockResourceVersion(version(lease)).update())) {
        var now = leases.get();
        held = holds(now) ? now : null; // null: another run has it, and check() will say so
      }
    } catch (KubernetesClientException e) {
      // out of reach for a moment: tried again in five seconds, and check() knows the last success
      return;
    }
  }

  /** False when somebody else was quicker. */
  private boolean written(Supplier<Lease> write) {
    var before = System.nanoTime();
    try {
      held = write.get();
      renewedAt = before;
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == 409 || e.getCode() == 404) {
        return false;
      }
      throw e;
    }
  }

  private Lease describe(Lease lease, ZonedDateTime now) {
    return new LeaseBuilder(lease)
        .editOrNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(self.identity())
        .withLeaseDurationSeconds((int) HELD_FOR.toSeconds())
        .withAcquireTime(now)
        .withRenewTime(now)
        .endSpec()
        .build();
  }

  private RuntimeException heldByAnother(Lease lease, Deadline deadline) {
    return Problem.of(
            ProblemCode.LOCKED,
            "Another run works on this release, and did not end within " + deadline.shown(),
            "Wait for it, or end it; a lock whose holder is gone is taken over after "
                + HELD_FOR.toSeconds()
                + " s.")
        .facts(List.of("Lease " + namespace + "/" + name + ": " + LockHolder.shown(lease)))
        .asException();
  }

  private static String version(Lease lease) {
    return Objects.toString(lease.getMetadata().getResourceVersion(), "");
  }

  private static ScheduledExecutorService newScheduler() {
    var scheduler =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              var thread = new Thread(task, "percona-pg-lock");
              thread.setDaemon(true);
              return thread;
            });
    scheduler.setRemoveOnCancelPolicy(true);
    return scheduler;
  }

  private record Waker(Semaphore changes) implements Watcher<Lease> {
    @Override
    public void eventReceived(Action action, Lease lease) {
      changes.release();
    }

    @Override
    public void onClose(WatcherException cause) {
      changes.release();
    }
  }
}
