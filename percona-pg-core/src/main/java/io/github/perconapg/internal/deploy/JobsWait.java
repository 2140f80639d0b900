package io.github.perconapg.internal.deploy;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the Jobs that a chart renders. The operator's own chart has none. */
final class JobsWait {

  /** How often a Job is read again, since a proxy may hold a watch back. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Run run;

  JobsWait(Run run) {
    this.run = run;
  }

  /**
   * Waits for the Jobs of a revision. Notes those whose result is unknown, because they were
   * deleted, most often after their ttlSecondsAfterFinished.
   */
  void await(ReleaseRecord record) {
    for (var object : RenderedObjects.of(record.manifest(), record.namespace())) {
      if (object.kind().equals("Job") && !awaitOne(object)) {
        run.notes.add(
            "Could not tell whether " + object.shown() + " succeeded: it was deleted meanwhile.");
      }
    }
  }

  /** Waits for its end; false if it is gone. */
  private boolean awaitOne(RenderedObject rendered) {
    var jobs = run.client().batch().v1().jobs().inNamespace(rendered.namespace());
    while (true) {
      try {
        var job =
            jobs.withName(rendered.name())
                .waitUntilCondition(
                    j -> j == null || has(j, "Complete") || has(j, "Failed"),
                    Math.max(1, run.deadline.left(LOOK_AGAIN).toMillis()),
                    TimeUnit.MILLISECONDS);
        if (has(job, "Failed")) {
          throw problem(rendered, "failed", job);
        }
        return job != null;
      } catch (KubernetesClientTimeoutException e) {
        if (run.deadline.passed()) {
          throw problem(rendered, "did not finish within " + run.deadline.shown(), null);
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
                .map(c -> c.getType() + ": " + words(c.getReason()) + " " + words(c.getMessage()))
                .map(String::strip)
                .toList();
    return Problem.of(
            ProblemCode.NOT_READY,
            rendered.shown() + " " + what,
            "Read its log (kubectl logs job/"
                + rendered.name()
                + "), fix what it names, then run again.")
        .facts(facts)
        .asException();
  }

  private static String words(@Nullable String text) {
    return text == null ? "" : text;
  }
}
