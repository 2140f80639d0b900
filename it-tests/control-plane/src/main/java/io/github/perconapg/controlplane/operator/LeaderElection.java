package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Leader election by the rules of client-go: a Lease is taken when it has no holder or was seen
 * unchanged for its duration, by this process's own clock; the leader renews it and is lost when
 * that fails for as long as the renew deadline.
 */
final class LeaderElection {
  private static final String DEFAULT_NAME = "08db3feb.percona.com";

  private final KubernetesClient client;
  private final OperatorPod pod;
  private final OperatorLog log;
  private final Timeline timeline;
  private final Runnable won;
  private final Runnable lost;
  private final String identity;
  private final int leaseSeconds;
  private final Duration renewDeadline;
  private final Duration retryPeriod;

  private @Nullable LeaseSpec observed;
  private long observedAt;
  private long renewedAt;
  private boolean leads;

  LeaderElection(
      KubernetesClient client,
      OperatorPod pod,
      OperatorLog log,
      Timeline timeline,
      Runnable won,
      Runnable lost) {
    this.client = client;
    this.pod = pod;
    this.log = log;
    this.timeline = timeline;
    this.won = won;
    this.lost = lost;
    this.identity = pod.name() + "_" + UUID.randomUUID();
    boolean slow = pod.release().isAtLeast(OperatorRelease.V2_9);
    this.leaseSeconds = pod.release().leaseSeconds();
    this.renewDeadline = Duration.ofSeconds(slow ? 40 : 10);
    this.retryPeriod = Duration.ofSeconds(slow ? 10 : 2);
  }

  /** The Lease's name: the fixed one, unless the environment names another. */
  static String leaseName(OperatorPod pod) {
    String name = pod.environment().getOrDefault("PGO_CONTROLLER_LEASE_NAME", "");
    return name.isEmpty() ? DEFAULT_NAME : name;
  }

  void start() {
    log.info("attempting to acquire leader lease", Map.of("lease", fullName()));
    tryOnce();
  }

  private String fullName() {
    return pod.namespace() + "/" + leaseName(pod);
  }

  private void tryOnce() {
    boolean held;
    try {
      held = acquireOrRenew();
    } catch (KubernetesClientException e) {
      held = false;
      complain(e);
    }
    if (held) {
      renewedAt = System.nanoTime();
      if (!leads) {
        leads = true;
        log.info("successfully acquired lease", Map.of("lease", fullName()));
        announce();
        won.run();
      }
    } else if (leads && System.nanoTime() - renewedAt > timeline.scaledNanos(renewDeadline)) {
      lost.run();
      return;
    }
    timeline.after(retryPeriod, this::tryOnce);
  }

  /** Also what the caches say, which the manager starts before it leads. */
  private void complain(KubernetesClientException e) {
    String reason = ApiWords.of(e);
    log.error("", "error retrieving resource lock " + fullName(), Map.of("error", reason));
    if (e.getCode() == 403 && !leads) {
      for (WorkerKind kind : WorkerKind.all(pod.release())) {
        String words = ApiWords.forbiddenList(pod, kind.kind());
        log.error(
            "controller-runtime.cache.UnhandledError",
            "Failed to watch",
            Map.of("type", "*" + kind.goType(), "error", words));
      }
    }
  }

  private boolean acquireOrRenew() {
    Resource<Lease> resource =
        client.leases().inNamespace(pod.namespace()).withName(leaseName(pod));
    Lease lease = resource.get();
    ZonedDateTime now = Instant.now().truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
    if (lease == null) {
      observe(create(now).getSpec());
      return true;
    }
    LeaseSpec spec = lease.getSpec();
    if (!Objects.equals(spec, observed)) {
      observe(spec);
    }
    String holder = spec.getHolderIdentity();
    boolean ours = identity.equals(holder);
    if (!ours && holder != null && !holder.isEmpty() && !isExpired(spec)) {
      return false;
    }
    int changes = spec.getLeaseTransitions() == null ? 0 : spec.getLeaseTransitions();
    Lease next =
        new LeaseBuilder(lease)
            .editSpec()
            .withHolderIdentity(identity)
            .withLeaseDurationSeconds(leaseSeconds)
            .withRenewTime(now)
            .withAcquireTime(ours ? spec.getAcquireTime() : now)
            .withLeaseTransitions(ours ? changes : changes + 1)
            .endSpec()
            .build();
    observe(client.resource(next).update().getSpec());
    return true;
  }

  private Lease create(ZonedDateTime now) {
    return client
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withName(leaseName(pod))
                .withNamespace(pod.namespace())
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(identity)
                .withLeaseDurationSeconds(leaseSeconds)
                .withAcquireTime(now)
                .withRenewTime(now)
                .withLeaseTransitions(0)
                .endSpec()
                .build())
        .create();
  }

  private void observe(LeaseSpec spec) {
    observed = spec;
    observedAt = System.nanoTime();
  }

  private boolean isExpired(LeaseSpec spec) {
    Integer seconds = spec.getLeaseDurationSeconds();
    Duration validity = Duration.ofSeconds(seconds == null ? 0 : seconds);
    return System.nanoTime() - observedAt > timeline.scaledNanos(validity);
  }

  private void announce() {
    ObjectReference lease =
        new ObjectReferenceBuilder()
            .withApiVersion("coordination.k8s.io/v1")
            .withKind("Lease")
            .withNamespace(pod.namespace())
            .withName(leaseName(pod))
            .build();
    new Events(client, lease, identity)
        .record("Normal", "LeaderElection", identity + " became leader");
  }
}
