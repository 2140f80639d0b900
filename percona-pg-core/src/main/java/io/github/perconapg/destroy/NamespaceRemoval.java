package io.github.perconapg.destroy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.github.perconapg.deploy.Steps;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.health.Deadline;
import io.github.perconapg.health.WaitingTold;
import io.github.perconapg.health.Wake;
import io.github.perconapg.plan.NamespaceState;
import io.github.perconapg.plan.Right;
import io.github.perconapg.plan.RightsReview;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.ApiPath;
import io.github.perconapg.target.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Removes the namespace where this tool made it and nothing of anybody remains in it. */
final class NamespaceRemoval {

  /** What is on its way out is most often gone when a pod's grace period has passed. */
  private static final Duration SETTLES = Duration.ofMinutes(1);

  private final Connection connection;
  private final EventListener listener;
  private final KubernetesClient client;
  private final Deadline deadline;
  private final Steps steps;

  NamespaceRemoval(Connection connection, Deadline deadline, Steps steps, EventListener listener) {
    this.connection = connection;
    this.listener = listener;
    this.client = connection.client();
    this.deadline = deadline;
    this.steps = steps;
  }

  /** Removes it, or says why it stays. */
  Optional<String> remove(NamespaceState namespace, String release) {
    var name = namespace.name();
    if (!namespace.exists() || namespace.terminating()) {
      return Optional.empty();
    }
    if (!namespace.createdFor(release)) {
      return Optional.of(
          "Namespace " + name + " stays: it was there before, or was made by others.");
    }
    var contents = settled(name);
    if (!contents.unanswered().isEmpty()) {
      return Optional.of(
          "Namespace "
              + name
              + " stays: it cannot be told whether it is empty ("
              + contents.unanswered().get(0)
              + ").");
    }
    if (!contents.objects().isEmpty()) {
      return Optional.of(
          "Namespace " + name + " stays: " + NamespaceContents.shown(contents.objects()) + ".");
    }
    if (mayNotDelete(connection, name)) {
      return Optional.of("Namespace " + name + " stays: this caller may not delete it.");
    }
    steps.run("namespace", "remove " + name, () -> delete(namespace));
    return Optional.empty();
  }

  /** Whether this caller lacks the right to remove a namespace. */
  static boolean mayNotDelete(Connection connection, String name) {
    var right = new Right("delete", "", "namespaces", name);
    return !new RightsReview(connection).missing(List.of(right), "destroy").isEmpty();
  }

  /** What is in it once nothing is on its way out any more, or that has taken too long. */
  private NamespaceContents settled(String name) {
    var end = Deadline.in(deadline.left(SETTLES));
    var waiting = new WaitingTold(listener, "namespace", end);
    try (var wake = new Wake(connection.api(), List.of(ApiPath.core(name, "pods")))) {
      while (true) {
        var contents = NamespaceContents.read(connection.api(), name);
        if (!contents.unanswered().isEmpty()
            || contents.objects().isEmpty()
            || !contents.staying().isEmpty()
            || end.passed()) {
          return contents;
        }
        waiting.tell(contents.objects().stream().map(object -> object + " to go").toList());
        var unused = wake.await(end);
      }
    }
  }

  private String delete(NamespaceState namespace) {
    var name = namespace.name();
    try {
      connection.api().delete(ApiPath.namespace(name), namespace.uid());
      client
          .namespaces()
          .withName(name)
          .waitUntilCondition(Objects::isNull, deadline.leftMillis(), TimeUnit.MILLISECONDS);
      return "removed " + name;
    } catch (KubernetesClientTimeoutException e) {
      throw Problem.of(
              ProblemCode.NAMESPACE_TERMINATING,
              "Namespace " + name + " was not gone within " + deadline.shown(),
              "See what holds it: kubectl get namespace "
                  + name
                  + " -o jsonpath="
                  + "'{.status.conditions}'. Run destroy again afterwards.")
          .asException(e);
    } catch (KubernetesClientException e) {
      throw connection.failure("removing namespace " + name, e);
    }
  }
}
