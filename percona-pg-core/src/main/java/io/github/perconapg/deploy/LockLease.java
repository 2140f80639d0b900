package io.github.perconapg.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.target.ApiPath;
import io.github.perconapg.target.ApiRequests;
import io.github.perconapg.target.Unstructured;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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

  /** What the API server calls a micro time; it takes exactly six digits. */
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ApiRequests api;
  private final String namespace;
  private final String name;
  private final LockHolder self;
  private final Duration duration;

  /**
   * @param self who writes
   * @param duration how long it is held without renewal, for others to read
   */
  LockLease(ApiRequests api, String namespace, String name, LockHolder self, Duration duration) {
    this.api = api;
    this.namespace = namespace;
    this.name = name;
    this.self = self;
    this.duration = duration;
  }

  @Nullable Map<String, Object> read() {
    return api.get(path());
  }

  /**
   * Makes it; null when it is there already.
   *
   * @throws KubernetesClientException with code 404 when the namespace does not exist
   */
  @Nullable Map<String, Object> create() {
    return written(
        () -> api.post(collection(), heldBySelf(Map.of())),
        Set.of(HttpURLConnection.HTTP_CONFLICT));
  }

  /** Takes it over; null when somebody else was quicker. */
  @Nullable Map<String, Object> replace(Map<String, Object> former) {
    return update(heldBySelf(former));
  }

  /** Renews it; null when somebody else has it by now. */
  @Nullable Map<String, Object> renew(Map<String, Object> held) {
    var spec = new HashMap<>(Unstructured.map(held, "spec"));
    spec.put("renewTime", now());
    var renewed = new HashMap<>(held);
    renewed.put("spec", spec);
    var written = update(renewed);
    if (written != null) {
      return written;
    }
    var current = read(); // a write whose answer was lost is sent again, and conflicts with itself
    return isHeldBySelf(current) ? current : null;
  }

  void delete(Map<String, Object> held) {
    api.delete(path(), Map.of("resourceVersion", version(held)));
  }

  boolean isHeldBySelf(@Nullable Map<String, Object> lease) {
    return self.identity().equals(LockHolder.identity(lease));
  }

  /** Whether its holder is known to be gone. */
  boolean isAbandoned(Map<String, Object> lease) {
    return self.seesGone(lease);
  }

  /**
   * Waits until it is changed or deleted, or the time is over.
   *
   * @param since the version that was seen; without it a watch begins with what is there, and would
   *     wake at once, for ever
   */
  void awaitChange(Map<String, Object> since, Duration atMost) throws InterruptedException {
    var changes = new Semaphore(0);
    var one = ApiPath.named(collection(), name) + "&resourceVersion=" + version(since);
    var watch = api.watchMetadata(one, event -> changes.release());
    try {
      changes.tryAcquire(Math.max(1, atMost.toMillis() + 1), TimeUnit.MILLISECONDS);
    } finally {
      watch.close();
    }
  }

  static String version(Map<String, Object> lease) {
    return Unstructured.text(lease, "metadata", "resourceVersion");
  }

  /** The Lease for a person. */
  String shown() {
    return "Lease " + namespace + "/" + name;
  }

  private String collection() {
    return ApiPath.leases(namespace);
  }

  private String path() {
    return collection() + "/" + name;
  }

  private @Nullable Map<String, Object> update(Map<String, Object> next) {
    return written(
        () -> api.put(path(), next),
        Set.of(HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND));
  }

  /** What was written; null when the answer is one of those that mean another was quicker. */
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

  private Map<String, Object> heldBySelf(Map<String, Object> former) {
    var metadata = new HashMap<>(Unstructured.map(former, "metadata"));
    metadata.put("namespace", namespace);
    metadata.put("name", name);
    var now = now();
    var spec =
        Map.<String, Object>of(
            "holderIdentity",
            self.identity(),
            "leaseDurationSeconds",
            duration.toSeconds(),
            "acquireTime",
            now,
            "renewTime",
            now);
    return Map.of(
        "apiVersion",
        "coordination.k8s.io/v1",
        "kind",
        "Lease",
        "metadata",
        metadata,
        "spec",
        spec);
  }

  private static String now() {
    return MICRO_TIME.format(Instant.now());
  }
}
