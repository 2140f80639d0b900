package io.github.perconapg.deploy;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.plan.RenderedObject;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the jobs that a chart renders. The operator's own chart has none. */
final class JobsWait {

  /** A watch may be held back on the way, so the job is read again this often. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Deadline deadline;

  JobsWait(KubernetesClient client, Deadline deadline) {
    this.client = client;
    this.deadline = deadline;
  }

  /**
   * Waits.
   *
   * @return what cannot be told, a sentence each: a job that is gone, most often because it had
   *     ended and its ttlSecondsAfterFinished has passed, will not come back
   */
  List<String> await(List<RenderedObject> objects) {
    var unknown = new ArrayList<String>();
    for (var object : objects) {
      if (object.kind().equals("Job") && !awaitOne(object)) {
        unknown.add(
            "Could not tell whether " + object.shown() + " succeeded: it was deleted meanwhile.");
      }
    }
    return unknown;
  }

  /** Waits for its end; false when it is gone. */
  private boolean awaitOne(RenderedObject rendered) {
    var jobs = client.batch().v1().jobs().inNamespace(rendered.namespace());
    while (true) {
      try {
        var job =
            jobs.withName(rendered.name())
                .waitUntilCondition(
                    j -> j == null || has(j, "Complete") || has(j, "Failed"),
                    Math.max(1, deadline.left(LOOK_AGAIN).toMillis()),
                    TimeUnit.MILLISECONDS);
        if (has(job, "Failed")) {
          throw problem(rendered, "failed", job);
        }
        return job != null;
      } catch (KubernetesClientTimeoutException e) {
        if (deadline.passed()) {
          throw problem(rendered, "did not end within " + deadline.shown(), null);
        }
      }
    }
  }

  private static boolean has(@Nullable Job job, String condition) {
    return job != null
        && job.getStatus() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals(condition) && c.getStatus().equals("True"));
  }

  private static RuntimeException problem(RenderedObject rendered, String what, @Nullable Job job) {
    var facts =
        job == null
            ? List.<String>of()
            : job.getStatus().getConditions().stream()
                .map(c -> c.getType() + ": " + c.getReason() + " " + c.getMessage())
                .toList();
    return Problem.of(
            ProblemCode.NOT_READY,
            rendered.shown() + " " + what,
            "Read its log (kubectl logs job/"
                + rendered.name()
                + "), fix what it names, run"
                + " again.")
        .facts(facts)
        .asException();
  }
}
