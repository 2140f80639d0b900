package io.github.perconapg.internal.run;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.DaemonThreads;
import io.github.perconapg.internal.problem.Interruption;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serialises the runs on one release, on any machine: a Lease in its namespace, held for 15 seconds
 * at a time and renewed while the run lasts. Every write carries the resource version that was
 * read, so that one of two writers learns that it was too late. Another holder has expired once its
 * Lease has not changed for so long by this process's monotonic clock; clocks are never compared. A
 * holder on this host whose process is gone is replaced at once.
 */
public final class ReleaseLock implements AutoCloseable {

  private static final Duration HELD_FOR = Duration.ofSeconds(15);
  private static final Duration RENEWED_EVERY = Duration.ofSeconds(5);

  /** A renewal over a dead connection must be sent again before the lock expires. */
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  /** How often another holder's Lease is read, since a proxy may hold a watch back. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

  private final Connection connection;
  private final ApiRequests api;
  private final String namespace;
  private final String name;
  private final LockHolder self;
  private final EventListener listener;
  private final ScheduledExecutorService renewal =
      new ScheduledThreadPoolExecutor(1, DaemonThreads.named("percona-pg-lock"));
  private volatile @Nullable Map<String, Object> held;

  public ReleaseLock(
      Connection connection,
      String namespace,
      String release,
      LockHolder self,
      EventListener listener) {
    this.connection = connection;
    this.api = connection.api().impatient(PATIENCE);
    this.namespace = namespace;
    this.name = "percona-pg-" + release;
    this.self = self;
    this.listener = listener;
  }

  /**
   * Takes the lock, and waits for it while another run holds it.
   *
   * @param listener is told who holds it while this waits
   * @throws PerconaPgException {@code locked} if the deadline passes first
   */
  public static ReleaseLock take(
      Connection connection,
      String namespace,
      String release,
      Deadline deadline,
      EventListener listener) {
    var self = LockHolder.thisProcess();
    return new ReleaseLock(connection, namespace, release, self, listener).take(deadline);
  }

  /** Takes the lock, or waits until another run gives it back or its Lease runs out. */
  public ReleaseLock take(Deadline deadline) {
    try {
      acquire(deadline);
      return this;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_NOT_FOUND) {
        throw Problem.of(
                ProblemCode.CONFLICT,
                "Namespace " + namespace + " was deleted before the release was locked",
                "Run again: it starts from the cluster as it is then.")
            .asException(e);
      }
      throw connection.failure("taking the lock (" + shown() + ")", e);
    } catch (InterruptedException e) {
      throw Interruption.of(e, "Interrupted while waiting for the lock", "Run again.");
    }
  }

  /**
   * Makes sure that the lock is still ours, before every step that writes or destroys, by renewing
   * it on the server: local clocks stand still while a machine is suspended, and another run may
   * have come and gone. After a renewal no other run takes the lock for 15 seconds.
   *
   * @throws PerconaPgException {@code locked} if it was lost; another code if the server cannot be
   *     asked, which is no reason to continue
   */
  public void check() {
    String holder;
    try {
      if (renew() != null) {
        return;
      }
      var other = api.get(path());
      holder =
          other == null
              ? "it was deleted, so another run may have come and gone"
              : LockHolder.shown(other);
    } catch (KubernetesClientException e) {
      throw connection.failure("checking the lock (" + shown() + ")", e);
    }
    throw Problem.of(
            ProblemCode.LOCKED,
            "The lock of the release (" + shown() + ") was lost",
            "This run was out of reach for too long, and another one may have the lock. Wait for"
                + " that one, then run again: it resumes what is unfinished.")
        .facts(List.of(shown() + ": " + holder))
        .asException();
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    renewal.shutdown(); // one under way finishes: it would change the Lease that is deleted next
    try {
      if (!renewal.awaitTermination(RENEWED_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        renewal.shutdownNow();
      }
    } catch (InterruptedException e) {
      renewal.shutdownNow();
      Thread.currentThread().interrupt();
    }
    var last = held;
    held = null;
    if (last == null) {
      return;
    }
    try {
      giveBack(last);
    } catch (KubernetesClientException e) { // it expires by itself, and the work is done
      listener.on(
          new Event.Warned(
              "The lock (%s) was not given back; it expires in %d s: %s"
                  .formatted(shown(), HELD_FOR.toSeconds(), e.getMessage())));
    }
  }

  /** One bad answer must not make the next run wait; the deletion may also have arrived. */
  private void giveBack(Map<String, Object> last) {
    try {
      api.delete(path(), Map.of("resourceVersion", version(last)));
    } catch (KubernetesClientException e) {
      var current = api.get(path());
      if (current != null && self.holds(current)) {
        api.delete(path(), Map.of("resourceVersion", version(current)));
      }
    }
  }

  private void acquire(Deadline deadline) throws InterruptedException {
    var told = "";
    var seenVersion = "";
    var seenAt = System.nanoTime(); // when that version was first seen
    while (!tryOnce(seenVersion, seenAt)) {
      var other = api.get(path());
      if (other == null) {
        continue; // given back just now
      }
      if (!version(other).equals(seenVersion)) {
        seenVersion = version(other);
        seenAt = System.nanoTime();
      }
      if (self.seesGone(other)) {
        continue;
      }
      var holder = LockHolder.shown(other);
      if (deadline.passed()) {
        throw Problem.of(
                ProblemCode.LOCKED,
                "Another run works on this release, and did not finish within " + deadline.shown(),
                "Wait for it, or stop it; a lock whose holder is gone is replaced after "
                    + HELD_FOR.toSeconds()
                    + " s.")
            .facts(List.of(shown() + ": " + holder))
            .asException();
      }
      if (!holder.equals(told)) {
        told = holder;
        listener.on(
            new Event.Waiting(
                "lock", List.of("another run to end: " + holder), Duration.ZERO, deadline.left()));
      }
      var expires = HELD_FOR.minusNanos(System.nanoTime() - seenAt);
      awaitChange(other, Deadline.shorter(LOOK_AGAIN, deadline.left(expires)));
    }
    var seconds = RENEWED_EVERY.toSeconds();
    var unused =
        renewal.scheduleAtFixedRate(this::renewQuietly, seconds, seconds, TimeUnit.SECONDS);
  }

  /** Takes the Lease if it may be taken now, given which version of it was seen when. */
  private boolean tryOnce(String seenVersion, long seenAt) {
    // Most often it is not there, and to create it is the question whether it is.
    var taken =
        written(
            () ->
                api.post(
                    ApiPath.leases(namespace), self.lease(namespace, name, HELD_FOR, Map.of())),
            Set.of(HTTP_CONFLICT));
    var there = taken == null ? api.get(path()) : null;
    if (there == null) {
      // created, or given back just now
    } else if (self.holds(there)) {
      taken = there; // the answer to the write that created it was lost
    } else if (self.seesGone(there)
        || (version(there).equals(seenVersion)
            && System.nanoTime() - seenAt >= HELD_FOR.toNanos())) {
      taken = update(self.lease(namespace, name, HELD_FOR, there));
    }
    held = taken;
    return taken != null;
  }

  /** Renews it; null once it is no longer ours, and then it never is again. */
  private synchronized @Nullable Map<String, Object> renew() {
    var last = held;
    var current = last == null ? null : update(LockHolder.renewed(last));
    if (last != null && current == null) {
      current =
          api.get(path()); // a write whose answer was lost is sent again, and conflicts with itself
    }
    held = current != null && self.holds(current) ? current : null;
    return held;
  }

  private void renewQuietly() {
    try {
      var unused = renew(); // what it finds is for check()
    } catch (KubernetesClientException e) {
      return; // out of reach for a moment: tried again in five seconds, and check() asks by itself
    }
  }

  /** Waits for a change; without the version seen, a watch would wake at once, for ever. */
  private void awaitChange(Map<String, Object> since, Duration atMost) throws InterruptedException {
    var changes = new Semaphore(0);
    var one = ApiPath.named(ApiPath.leases(namespace), name) + "&resourceVersion=" + version(since);
    try (var watch = api.watchMetadata(one, event -> changes.release())) {
      var unused = watch;
      changes.tryAcquire(Math.max(1, atMost.toMillis() + 1), TimeUnit.MILLISECONDS);
    }
  }

  private @Nullable Map<String, Object> update(Map<String, Object> next) {
    return written(() -> api.put(path(), next), Set.of(HTTP_CONFLICT, HTTP_NOT_FOUND));
  }

  /** Returns what was written; null if the answer means that another writer was quicker. */
  private static @Nullable Map<String, Object> written(
      Supplier<Map<String, Object>> write, Set<Integer> tooLate) {
    try {
      return write.get();
    } catch (KubernetesClientException e) {
      if (tooLate.contains(e.getCode())) {
        return null;
      }
      throw e;
    }
  }

  private String path() {
    return ApiPath.leases(namespace) + "/" + name;
  }

  private String shown() {
    return "Lease " + namespace + "/" + name;
  }

  private static String version(Map<String, Object> lease) {
    return Unstructured.text(lease, "metadata", "resourceVersion");
  }
}
