package io.github.perconapg.internal.readiness;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.github.perconapg.internal.diagnosis.LineSplitter;
import io.github.perconapg.internal.diagnosis.Snapshot;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.operator.OperatorContainer;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.problem.Interruption;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.LogOptions;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Prints the operator's log. */
public final class OperatorLogs {

  /** A stream may stay open after its container has ended. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final LogOptions options;
  private final Consumer<String> line;

  /**
   * Reads with the given client.
   *
   * @param line takes each line
   */
  public OperatorLogs(KubernetesClient client, LogOptions options, Consumer<String> line) {
    this.client = client;
    this.options = options;
    this.line = line;
  }

  /**
   * Prints the log of the newest pod of a release; when following, until the container ends or the
   * time is up.
   *
   * @param history the release's records, newest first
   * @throws io.github.perconapg.problem.PerconaPgException {@code not-ready} when there is nothing
   *     to read
   */
  public void print(DesiredState desired, List<ReleaseRecord> history) {
    var name = desired.namespace() + "/" + desired.release();
    if (history.isEmpty()) {
      throw nothing("Release " + name + " does not exist, so it has no log");
    }
    var operator = OperatorTarget.of(history.get(0));
    var pod =
        client
            .pods()
            .inNamespace(operator.namespace())
            .withLabels(operator.selector())
            .list()
            .getItems()
            .stream()
            .max(Comparator.comparing(p -> p.getMetadata().getCreationTimestamp()))
            .orElseThrow(() -> nothing("Release " + name + " has no pod, so it has no log"));
    try {
      if (options.follow() && !options.previous()) {
        follow(operator, pod);
      } else {
        text(OperatorContainer.of(client, operator, pod)).lines().forEach(line);
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST) {
        throw nothing(
            "Pod "
                + pod.getMetadata().getName()
                + (options.previous() ? " has no earlier run" : " has no log yet")
                + ": "
                + e.getMessage());
      }
      throw e;
    }
  }

  private String text(ContainerResource container) {
    var since = options.since();
    if (options.previous()) {
      return since == null
          ? container.terminated().getLog()
          : container.terminated().sinceSeconds((int) since.toSeconds()).getLog();
    }
    return since == null
        ? container.getLog()
        : container.sinceSeconds((int) since.toSeconds()).getLog();
  }

  /** Until the stream ends, the container is another one, or the time is up. */
  private void follow(OperatorTarget operator, Pod pod) {
    var container = OperatorContainer.of(client, operator, pod);
    var since = options.since();
    // The client takes the body of a refusal for the log that it follows, so this asks first.
    container.limitBytes(1).getLog();
    var ended = new CountDownLatch(1);
    var deadline = Deadline.in(options.timeout());
    var lines = new LineSplitter(line);
    try (var watch =
        since == null
            ? container.watchLog(lines)
            : container.sinceSeconds((int) since.toSeconds()).watchLog(lines)) {
      var unused = watch.onClose().whenComplete((result, error) -> ended.countDown());
      while (!deadline.passed() && runs(operator, pod)) {
        if (ended.await(deadline.left(LOOK_AGAIN).toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      throw Interruption.of(e, "Interrupted while following the log", "Run again.");
    }
  }

  /** Tells whether the run of the container that is followed is still the present one. */
  private boolean runs(OperatorTarget operator, Pod followed) {
    var now =
        client
            .pods()
            .inNamespace(operator.namespace())
            .withName(followed.getMetadata().getName())
            .get();
    return now != null
        && now.getMetadata().getUid().equals(followed.getMetadata().getUid())
        && restarts(operator, now) == restarts(operator, followed);
  }

  private static int restarts(OperatorTarget operator, Pod pod) {
    return Snapshot.container(pod, operator.container())
        .map(status -> status.getRestartCount())
        .orElse(0);
  }

  private static RuntimeException nothing(String summary) {
    return Problem.of(
            ProblemCode.NOT_READY,
            summary,
            "Look whether it is deployed and started: percona-pg:verify.")
        .asException();
  }
}
