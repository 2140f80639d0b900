package io.github.perconapg.deploy;

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

  private final Connection connection;
  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final LockHolder self = LockHolder.thisProcess();
  private final ScheduledExecutorService renewal = newScheduler();
  private volatile @Nullable Lease held;
  private volatile long renewedAt;

  private Lock(Connection connection, String namespace, String release) {
    this.connection = connection;
    this.client = connection.client();
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
    var lock = new Lock(connection, namespace, release);
    try {
      lock.acquire(deadline, listener);
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
    renewal.shutdownNow();
    var lease = held;
    if (lease != null) {
      held = null;
      try {
        client.resource(lease).lockResourceVersion(version(lease)).delete();
      } catch (KubernetesClientException e) {
        if (e.getCode() != 404 && e.getCode() != 409) {
          throw connection.failure("giving the lock back", e);
        }
        // gone already, or taken over by another run after ours expired
      }
    }
  }

  private void acquire(Deadline deadline, EventListener listener) throws InterruptedException {
    var changes = new Semaphore(0);
    var leases = client.leases().inNamespace(namespace).withName(name);
    String seenVersion = "";
    long seenAt = System.nanoTime();
    while (true) {
      var lease = leases.get();
      if (lease != null && !version(lease).equals(seenVersion)) {
        seenVersion = version(lease);
        seenAt = System.nanoTime();
      }
      if (lease == null ? create() : isFree(lease, seenAt) && replace(lease)) {
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
      listener.on(new Event.Waiting("lock", "another run to end: " + LockHolder.shown(lease)));
      var expires = HELD_FOR.minusNanos(System.nanoTime() - seenAt);
      awaitChange(changes, expires.compareTo(deadline.left()) < 0 ? expires : deadline.left());
    }
  }

  private void awaitChange(Semaphore changes, Duration atMost) throws InterruptedException {
    var watch = client.leases().inNamespace(namespace).withName(name).watch(new Waker(changes));
    try {
      changes.tryAcquire(Math.max(1, atMost.toMillis() + 1), TimeUnit.MILLISECONDS);
      changes.drainPermits();
    } finally {
      watch.close();
    }
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
      if (!written(() -> client.resource(next).lockResourceVersion(version(lease)).update())) {
        held = null; // another run has it now: check() will say so
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
