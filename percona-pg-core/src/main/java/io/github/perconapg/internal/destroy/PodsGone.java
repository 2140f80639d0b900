package io.github.perconapg.internal.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.run.ChangeNotifier;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;

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
   * Waits by watch, and looks now and then.
   *
   * @return what came of it, for a person
   */
  String await() {
    var path = operator.pods();
    try (var wake = new ChangeNotifier(connection.api(), List.of(path))) {
      while (true) {
        var left = Unstructured.list(connection.api().listMetadata(path), "items");
        if (left.isEmpty()) {
          return "its pods are gone";
        }
        if (deadline.passed()) {
          throw stillThere(left);
        }
        var unused = wake.await(deadline);
      }
    } catch (KubernetesClientException e) {
      throw connection.failure("waiting for the operator's pods to go", e);
    }
  }

  private RuntimeException stillThere(List<Object> left) {
    return Problem.of(
            ProblemCode.NOT_READY,
            "The operator's pods were not gone within " + deadline.shown(),
            "The release is uninstalled. Wait for the pods, then run destroy again to remove what"
                + " is left.")
        .facts(
            left.stream()
                .map(pod -> "pod " + Unstructured.text(pod, "metadata", "name") + " is still there")
                .toList())
        .asException();
  }
}
