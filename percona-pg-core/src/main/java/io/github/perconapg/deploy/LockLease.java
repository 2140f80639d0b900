package io.github.perconapg.deploy;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Lease that a lock is, on the API server. Every write carries the resource version that was
 * read, so that of two writers one is told that it was too late.
 */
final class LockLease {

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final LockHolder self;
  private final Duration duration;

  /**
   * @param self who writes
   * @param duration how long it is held without renewal, for others to read
   */
  LockLease(
      KubernetesClient client, String namespace, String name, LockHolder self, Duration duration) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
    this.self = self;
    this.duration = duration;
  }

  @Nullable Lease read() {
    return client.leases().inNamespace(namespace).withName(name).get();
  }

  /**
   * Makes it; null when somebody else was quicker.
   *
   * @throws KubernetesClientException with code 404 when the namespace does not exist
   */
  @Nullable Lease create() {
    return written(
        () -> client.resource(heldBySelf(new LeaseBuilder().build())).create(),
        Set.of(HttpURLConnection.HTTP_CONFLICT));
  }

  /** Takes it over; null when somebody else was quicker. */
  @Nullable Lease replace(Lease former) {
    return update(former, heldBySelf(former));
  }

  /** Renews it; null when somebody else has it by now. */
  @Nullable Lease renew(Lease held) {
    var renewed = new LeaseBuilder(held).editSpec().withRenewTime(now()).endSpec().build();
    var written = update(held, renewed);
    if (written != null) {
      return written;
    }
    var current = read(); // a write whose answer was lost is sent again, and conflicts with itself
    return isHeldBySelf(current) ? current : null;
  }

  void delete(Lease held) {
    client.resource(held).lockResourceVersion(version(held)).delete();
  }

  boolean isHeldBySelf(@Nullable Lease lease) {
    return lease != null
        && lease.getSpec() != null
        && self.identity().equals(lease.getSpec().getHolderIdentity());
  }

  /**
   * Waits until it is changed or deleted, or the time is over.
   *
   * @param since the version that was seen; without it a watch begins with what is there, and would
   *     wake at once, for ever
   */
  void awaitChange(Lease since, Duration atMost) throws InterruptedException {
    var changes = new Semaphore(0);
    var from = new ListOptionsBuilder().withResourceVersion(version(since)).build();
    var watch =
        client.leases().inNamespace(namespace).withName(name).watch(from, new Waker(changes));
    try {
      changes.tryAcquire(Math.max(1, atMost.toMillis() + 1), TimeUnit.MILLISECONDS);
    } finally {
      watch.close();
    }
  }

  static String version(Lease lease) {
    return Objects.toString(lease.getMetadata().getResourceVersion(), "");
  }

  /** The Lease for a person. */
  String shown() {
    return "Lease " + namespace + "/" + name;
  }

  private @Nullable Lease update(Lease former, Lease next) {
    return written(
        () -> client.resource(next).lockResourceVersion(version(former)).update(),
        Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND));
  }

  /** What was written; null when the answer is one of those that mean another was quicker. */
  private static @Nullable Lease written(Supplier<Lease> write, Set<Integer> tooLate) {
    try {
      return write.get();
    } catch (KubernetesClientException e) {
      if (tooLate.contains(e.getCode())) {
        return null;
      }
      throw e;
    }
  }

  private Lease heldBySelf(Lease former) {
    var now = now();
    return new LeaseBuilder(former)
        .editOrNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(self.identity())
        .withLeaseDurationSeconds((int) duration.toSeconds())
        .withAcquireTime(now)
        .withRenewTime(now)
        .endSpec()
        .build();
  }

  private static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneOffset.UTC);
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
