package io.github.perconapg.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.problem.Interruption;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.Connection;
import io.github.perconapg.target.DaemonThreads;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Serialises the runs on one release, whatever machines they run on: a Lease in its namespace, held
 * for 15 seconds at a time and renewed while the run lasts. Whether another holder has expired is
 * judged by the time since this process last saw its Lease change, never by comparing clocks. A
 * holder on this host whose process is gone is replaced at once.
 */
public final class ReleaseLock implements AutoCloseable {

  private static final Duration HELD_FOR = Duration.ofSeconds(15);
  private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);

  /** A renewal over a connection that has died unnoticed must be sent anew before the lock ends. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  /** A watch may be held back on the way, so the other holder's Lease is read this often. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

  private final LockLease lease;
  private final BiFunction<String, Throwable, PerconaPgException> failure;
  private final EventListener listener;
  private final ScheduledExecutorService renewal =
      new ScheduledThreadPoolExecutor(1, DaemonThreads.named("percona-pg-lock"));
  private volatile @Nullable Map<String, Object> held;

  private ReleaseLock(
      LockLease lease,
      BiFunction<String, Throwable, PerconaPgException> failure,
      EventListener listener) {
    this.lease = lease;
    this.failure = failure;
    this.listener = listener;
  }

  /**
   * Takes the lock, and waits for it where another run holds it.
   *
   * @param listener is told who holds it while this waits
   * @throws io.github.perconapg.problem.PerconaPgException {@code locked} when the deadline passes
   *     first
   */
  public static ReleaseLock take(
      Connection connection,
      String namespace,
      String release,
      Deadline deadline,
      EventListener listener) {
    var lease =
        new LockLease(
            connection.api().impatient(PATIENCE),
            namespace,
            "percona-pg-" + release,
            LockHolder.thisProcess(),
            HELD_FOR);
    return take(lease, namespace, deadline, connection::failure, listener);
  }

  /**
   * @param failure translates an error, given what was being done
   */
  static ReleaseLock take(
      LockLease lease,
      String namespace,
      Deadline deadline,
      BiFunction<String, Throwable, PerconaPgException> failure,
      EventListener listener) {
    var lock = new ReleaseLock(lease, failure, listener);
    try {
      lock.acquire(deadline);
      return lock;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw Problem.of(
                ProblemCode.CONFLICT,
                "Namespace " + namespace + " was deleted before the release was locked",
                "Run again; it is looked at anew.")
            .asException(e);
      }
      throw failure.apply("taking the lock (" + lease.shown() + ")", e);
    } catch (InterruptedException e) {
      throw Interruption.of(e, "Interrupted while waiting for the lock", "Run again.");
    }
  }

  /**
   * Makes sure that the lock is still ours by renewing it on the server; called before every step
   * that writes or destroys. No clock of this machine is asked, because those stand still while it
   * is suspended, and another run may have taken the lock and ended since. After a renewal no other
   * run takes it for 15 seconds.
   *
   * @throws PerconaPgException {@code locked} when it was lost; another code when the server cannot
   *     be asked, which is no reason to go on
   */
  public void check() {
    String holder;
    try {
      if (renew() != null) {
        return;
      }
      var other = lease.read();
      holder =
          other == null
              ? "it was deleted, so another run may have come and gone"
              : LockHolder.shown(other);
    } catch (KubernetesClientException e) {
      throw failure.apply("making sure of the lock (" + lease.shown() + ")", e);
    }
    throw Problem.of(
            ProblemCode.LOCKED,
            "The lock of the release (" + lease.shown() + ") was lost",
            "This run was out of reach for too long, and another one may have taken over. Wait for"
                + " that one, then run again: it resumes what is unfinished.")
        .facts(List.of(lease.shown() + ": " + holder))
        .asException();
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    endRenewal();
    var last = held;
    held = null;
    if (last == null) {
      return;
    }
    try {
      giveBack(last);
    } catch (KubernetesClientException e) {
      // Out of reach: it expires by itself, and how the work ended counts.
      listener.on(
          new Event.Warned(
              "The lock ("
                  + lease.shown()
                  + ") was not given back; it expires in "
                  + HELD_FOR.toSeconds()
                  + " s: "
                  + e.getMessage()));
    }
  }

  /** One bad answer must not make the next run wait; the deletion may also have arrived. */
  private void giveBack(Map<String, Object> last) {
    try {
      lease.delete(last);
    } catch (KubernetesClientException e) {
      var current = lease.read();
      if (current != null && lease.isHeldBySelf(current)) {
        lease.delete(current);
      }
    }
  }

  private void acquire(Deadline deadline) throws InterruptedException {
    String told = "";
    String seenVersion = "";
    long seenAt = System.nanoTime();
    while (!tryOnce(seenVersion, seenAt)) {
      var other = lease.read();
      if (other == null) {
        continue; // given back just now
      }
      if (!LockLease.version(other).equals(seenVersion)) {
        seenVersion = LockLease.version(other);
        seenAt = System.nanoTime();
      }
      if (lease.isAbandoned(other)) {
        continue;
      }
      if (deadline.passed()) {
        throw heldByAnother(other, deadline);
      }
      var holder = LockHolder.shown(other);
      if (!holder.equals(told)) {
        told = holder;
        listener.on(
            new Event.Waiting(
                "lock", List.of("another run to end: " + holder), Duration.ZERO, deadline.left()));
      }
      var expires = HELD_FOR.minusNanos(System.nanoTime() - seenAt);
      lease.awaitChange(other, Deadline.shorter(LOOK_AGAIN, deadline.left(expires)));
    }
    var unused =
        renewal.scheduleAtFixedRate(
            this::renewQuietly,
            RENEWED_EVERY.toMillis(),
            RENEWED_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the Lease if it may be taken now.
   *
   * @param seenVersion the version of it that was seen last
   * @param seenAt when that version was first seen, by the monotonic clock
   */
  private boolean tryOnce(String seenVersion, long seenAt) {
    // Most often it is not there, and to make it is the question whether it is.
    var taken = lease.create();
    var there = taken == null ? lease.read() : null;
    if (there == null) {
      // made, or given back just now
    } else if (lease.isHeldBySelf(there)) {
      taken = there; // the answer to the write that made it was lost
    } else if (lease.isAbandoned(there)
        || (LockLease.version(there).equals(seenVersion)
            && System.nanoTime() - seenAt >= HELD_FOR.toNanos())) {
      taken = lease.replace(there);
    }
    held = taken;
    return taken != null;
  }

  /** Renews it; null when it is not ours any more, and then it never is again. */
  private synchronized @Nullable Map<String, Object> renew() {
    var last = held;
    var renewed = last == null ? null : lease.renew(last);
    held = renewed;
    return renewed;
  }

  private void renewQuietly() {
    try {
      var unused = renew(); // what it finds is for check()
    } catch (KubernetesClientException e) {
      // Out of reach for a moment: tried again in five seconds, and check() asks by itself.
      return;
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

  private RuntimeException heldByAnother(Map<String, Object> other, Deadline deadline) {
    return Problem.of(
            ProblemCode.LOCKED,
            "Another run works on this release, and did not end within " + deadline.shown(),
            "Wait for it, or end it; a lock whose holder is gone is taken over after "
                + HELD_FOR.toSeconds()
                + " s.")
        .facts(List.of(lease.shown() + ": " + LockHolder.shown(other)))
        .asException();
  }
}
