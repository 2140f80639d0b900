package io.github.perconapg.destroy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.health.OperatorTarget;
import io.github.perconapg.problem.Interruption;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.Connection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until an operator's pods are gone, since Helm does not wait for what it deletes. */
final class PodsGone {

  private final Connection connection;
  private final OperatorTarget operator;
  private final Deadline deadline;

  PodsGone(Connection connection, OperatorTarget operator, Deadline deadline) {
    this.connection = connection;
    this.operator = operator;
    this.deadline = deadline;
  }

  /**
   * Waits by watch.
   *
   * @return what came of it, for a person
   */
  String await() {
    try {
      pods().informOnCondition(List::isEmpty).get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
      return "its pods are gone";
    } catch (TimeoutException | KubernetesClientTimeoutException e) {
      throw stillThere();
    } catch (ExecutionException | KubernetesClientException e) {
      throw connection.failure("waiting for the operator's pods to go", e);
    } catch (InterruptedException e) {
      throw Interruption.of(e, "Interrupted while destroying", "Run again.");
    }
  }

  private RuntimeException stillThere() {
    return Problem.of(
            ProblemCode.NOT_READY,
            "The operator's pods were not gone within " + deadline.shown(),
            "The release is uninstalled. Wait for the pods, then run destroy again to remove what"
                + " is left.")
        .facts(
            pods().list().getItems().stream()
                .map(p -> "pod " + p.getMetadata().getName() + " is still there")
                .toList())
        .asException();
  }

  private FilterWatchListDeletable<Pod, PodList, PodResource> pods() {
    return connection
        .client()
        .pods()
        .inNamespace(operator.namespace())
        .withLabels(operator.selector());
  }
}
