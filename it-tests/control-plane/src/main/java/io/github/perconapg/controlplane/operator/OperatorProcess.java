package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What runs in the operator's container, from one start to its exit.
 *
 * <p>Everything is asked of the API server in the name of the pod's ServiceAccount, so rights that
 * are missing are missed here as well.
 */
final class OperatorProcess {
  private static final Duration BEFORE_LEASE = Duration.ofMillis(400);
  private static final Duration UNTIL_KILLED = Duration.ofSeconds(17);
  private static final Duration UNTIL_CRASH = Duration.ofSeconds(1);
  private static final Duration WORKING = Duration.ofSeconds(20);

  private final OperatorPod pod;
  private final OperatorRelease release;
  private final OperatorLog log;
  private final Timeline timeline;
  private final KubernetesClient client;
  private @Nullable Controllers controllers;
  private @Nullable Consumer<Exit> onExit;

  OperatorProcess(KubernetesClient admin, OperatorPod pod, OperatorLog log, Timeline timeline) {
    this.pod = pod;
    this.release = pod.release();
    this.log = log;
    this.timeline = timeline;
    RequestConfig asServiceAccount =
        new RequestConfigBuilder()
            .withImpersonateUsername(
                "system:serviceaccount:" + pod.namespace() + ":" + pod.serviceAccount())
            .withImpersonateGroups(
                "system:serviceaccounts",
                "system:serviceaccounts:" + pod.namespace(),
                "system:authenticated")
            .withWatchReconnectLimit(0)
            .withRequestRetryBackoffLimit(0)
            .build();
    this.client = admin.newClient(asServiceAccount).adapt(KubernetesClient.class);
  }

  /**
   * Starts.
   *
   * @param end called once, unless {@link #stop} is called before
   */
  void start(Consumer<Exit> end) {
    onExit = end;
    log.info("Manager starting up", Map.of("version", release.version(), "stand-in", true));
    Failure failure = pod.failure().orElse(null);
    if (failure == Failure.CRASH_LOOP) {
      timeline.after(UNTIL_CRASH, () -> fail("setup", "crashes on purpose, for a test", 1));
    } else if (failure == Failure.PANICS) {
      timeline.after(UNTIL_CRASH, this::panic);
    } else if (failure == Failure.BAD_WATCH_NAMESPACE) {
      timeline.after(UNTIL_CRASH, () -> fail("setup", "WATCH_NAMESPACE must be set", 1));
    } else if (failure == Failure.OUT_OF_MEMORY) {
      timeline.after(UNTIL_KILLED, () -> exit(new Exit(137, "OOMKilled")));
    } else {
      timeline.after(BEFORE_LEASE, () -> startManager(failure));
    }
  }

  private void startManager(@Nullable Failure failure) {
    log.info("starting controller runtime manager", Map.of());
    if (failure == Failure.NEVER_LEADS) {
      return;
    }
    boolean election =
        !"false".equals(pod.environment().get("PGO_CONTROLLER_LEADER_ELECTION_ENABLED"));
    if (release.takesLease() && election) {
      new LeaderElection(client, pod, log, timeline, () -> lead(failure), this::leaseLost).start();
    } else {
      lead(failure);
    }
  }

  private void lead(@Nullable Failure failure) {
    Controllers started =
        new Controllers(client, pod, log, timeline, controller -> cacheTimedOut(controller));
    controllers = started;
    started.start();
    if (failure == Failure.OUT_OF_MEMORY_AFTER_LEADING) {
      timeline.after(WORKING, () -> exit(new Exit(137, "OOMKilled")));
    }
    if (failure == Failure.EXITS_AFTER_LEADING) {
      timeline.after(WORKING, () -> fail("setup", "exits on purpose, for a test", 2));
    }
  }

  private void panic() {
    log.raw("panic: unrecognized feature gate: Nope\n\ngoroutine 1 [running]:\nmain.main()");
    exit(Exit.error(2));
  }

  private void leaseLost() {
    log.error("", "failed to renew lease", Map.of("lease", LeaderElection.leaseName(pod)));
    log.raw("panic: leader election lost\n\ngoroutine 1 [running]:\nmain.main()");
    exit(Exit.error(2));
  }

  private void cacheTimedOut(WorkerKind controller) {
    String message =
        "failed to wait for %s caches to sync kind source: *%s: timed out waiting for cache to be synced"
            .formatted(controller.controller(), controller.goType());
    log.error("", "Could not wait for Cache to sync", Map.of("error", message));
    log.raw("panic: " + message + "\n\ngoroutine 1 [running]:\nmain.main()");
    exit(Exit.error(2));
  }

  private void fail(String logger, String message, int code) {
    log.error(logger, message, Map.of());
    exit(Exit.error(code));
  }

  private void exit(Exit exit) {
    Consumer<Exit> end = onExit;
    stop();
    if (end != null) {
      end.accept(exit);
    }
  }

  /** Ends without a word; the Lease stays as it is. */
  void stop() {
    onExit = null;
    timeline.end();
    Controllers running = controllers;
    if (running != null) {
      running.stop();
    }
  }
}
