package io.github.perconapg.deploy;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.plan.RenderedObject;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for the jobs that a chart renders. The operator's own chart has none. */
final class JobsWait {

  private final KubernetesClient client;
  private final Deadline deadline;

  JobsWait(KubernetesClient client, Deadline deadline) {
    this.client = client;
    this.deadline = deadline;
  }

  void await(List<RenderedObject> objects) {
    objects.stream().filter(o -> o.kind().equals("Job")).forEach(this::awaitOne);
  }

  private void awaitOne(RenderedObject rendered) {
    try {
      var job =
          client
              .batch()
              .v1()
              .jobs()
              .inNamespace(rendered.namespace())
              .withName(rendered.name())
              .waitUntilCondition(
                  j -> has(j, "Complete") || has(j, "Failed"),
                  deadline.leftMillis(),
                  TimeUnit.MILLISECONDS);
      if (has(job, "Failed")) {
        throw problem(rendered, "failed", job);
      }
    } catch (KubernetesClientTimeoutException e) {
      throw problem(rendered, "did not end within " + deadline.shown(), null);
    }
  }

  private static boolean has(Job job, String condition) {
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
                + "), mend what it names, run"
                + " again.")
        .facts(facts)
        .asException();
  }
}
