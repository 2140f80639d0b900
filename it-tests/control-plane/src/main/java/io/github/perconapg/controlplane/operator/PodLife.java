package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One pod from its scheduling to its end, as the kubelet reports it.
 *
 * <p>All steps run on one thread of the pod's own.
 */
final class PodLife {
  /** What was measured with the real image. */
  private static final Duration PULL = Duration.ofMillis(2400);

  private static final Duration SLOW_PULL = Duration.ofMinutes(1);
  private static final Duration FIRST_RESTART = Duration.ofSeconds(1);
  private static final Duration BACK_OFF = Duration.ofSeconds(10);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

  private final ScheduledExecutorService thread;
  private final Timeline timeline;
  private final KubernetesClient client;
  private final OperatorPod pod;
  private final PodReports reports;
  private final ContainerLogs logs;
  private @Nullable OperatorProcess process;
  private boolean started;
  private boolean ending;
  private int restarts;

  PodLife(KubernetesClient client, Path logFolder, OperatorPod pod, double factor) {
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            step -> {
              Thread made = new Thread(step, "stand-in-" + pod.name());
              made.setDaemon(true);
              return made;
            });
    this.timeline = new Timeline(thread, factor);
    this.client = client;
    this.pod = pod;
    this.reports = new PodReports(client, pod);
    this.logs = new ContainerLogs(client, logFolder.resolve(pod.uid()), pod);
  }

  /** The pod was seen in some state. */
  void seen(OperatorPod now) {
    timeline.now(
        () -> {
          if (now.isDeleted()) {
            terminate();
          } else if (now.isScheduled() && !started) {
            started = true;
            logs.create();
            pull(0);
          }
        });
  }

  private void pull(int failures) {
    reports.event("Normal", "Pulling", "Pulling image \"%s\"".formatted(image()));
    Optional<String> error = pod.failure().flatMap(failure -> failure.pullError(image()));
    boolean slow = pod.failure().filter(Failure.SLOW_START::equals).isPresent();
    reports.waiting("ContainerCreating", "", restarts);
    timeline.after(
        slow ? SLOW_PULL : PULL,
        error.isPresent() ? () -> pullFailed(failures, error.get()) : this::run);
  }

  private void pullFailed(int failures, String message) {
    reports.event("Warning", "Failed", "Failed to pull image \"" + image() + "\": " + message);
    reports.waiting("ErrImagePull", message, restarts);
    timeline.after(
        Duration.ofSeconds(1),
        () -> {
          String backOff = "Back-off pulling image \"" + image() + "\"";
          reports.event("Normal", "BackOff", backOff);
          reports.waiting("ImagePullBackOff", backOff + ": ErrImagePull: " + message, restarts);
          timeline.after(backOff(failures), () -> pull(failures + 1));
        });
  }

  private void run() {
    logs.rotate();
    OperatorProcess started = new OperatorProcess(client, pod, logs.open(), timeline.part());
    process = started;
    reports.running(restarts);
    reports.event("Normal", "Started", "Started container " + pod.container().getName());
    started.start(exit -> timeline.now(() -> exited(exit)));
  }

  private void exited(Exit exit) {
    process = null;
    if (ending) {
      return;
    }
    reports.terminated(exit, restarts);
    boolean first = restarts == 0;
    int crashes = restarts;
    timeline.after(
        first ? FIRST_RESTART : Duration.ofSeconds(1),
        () -> {
          if (first) {
            restart();
          } else {
            String message =
                "back-off restarting failed container=%s pod=%s_%s(%s)"
                    .formatted(pod.container().getName(), pod.name(), pod.namespace(), pod.uid());
            reports.event("Warning", "BackOff", message);
            reports.waiting("CrashLoopBackOff", message, restarts);
            timeline.after(backOff(crashes - 1), this::restart);
          }
        });
  }

  private void restart() {
    restarts++;
    run();
  }

  /** Ten seconds, doubled each time, five minutes at most: the kubelet's own rule. */
  private static Duration backOff(int before) {
    Duration next = BACK_OFF.multipliedBy(1L << Math.min(before, 10));
    return next.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : next;
  }

  /** The operator ends at once on SIGTERM, and leaves its Lease as it is. */
  private void terminate() {
    if (ending) {
      return;
    }
    ending = true;
    stopProcess();
    reports.terminated(new Exit(0, "Completed"), restarts);
    reports.delete();
  }

  private void stopProcess() {
    OperatorProcess running = process;
    if (running != null) {
      running.stop();
      process = null;
    }
  }

  /** The pod is not there any more. */
  void gone() {
    timeline.now(
        () -> {
          stopProcess();
          logs.delete();
          thread.shutdown();
        });
  }

  /** Stops playing without a word. */
  void abandon() {
    timeline.end();
    thread.shutdownNow();
  }

  private String image() {
    return pod.container().getImage();
  }
}
