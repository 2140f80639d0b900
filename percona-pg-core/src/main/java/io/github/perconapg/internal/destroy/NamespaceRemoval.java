package io.github.perconapg.internal.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.permission.AccessReview;
import io.github.perconapg.internal.permission.Permission;
import io.github.perconapg.internal.plan.NamespaceState;
import io.github.perconapg.internal.run.ChangeNotifier;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.Steps;
import io.github.perconapg.internal.run.WaitReporter;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Removes the namespace where this tool made it and nothing of anybody remains in it. */
final class NamespaceRemoval {

  /** What is on its way out is most often gone when a pod's grace period has passed. */
  private static final Duration SETTLES = Duration.ofMinutes(1);

  /** How long finalizers of others may hold one that is empty; their controllers take seconds. */
  private static final Duration OTHERS = Duration.ofSeconds(30);

  private static final String NAMESPACES = "/api/v1/namespaces";

  private final Connection connection;
  private final EventListener listener;
  private final Deadline deadline;
  private final Steps steps;

  NamespaceRemoval(Connection connection, Deadline deadline, Steps steps, EventListener listener) {
    this.connection = connection;
    this.listener = listener;
    this.deadline = deadline;
    this.steps = steps;
  }

  /**
   * Removes it, or says why it stays.
   *
   * @param hadRelease whether there was a release in it, which goes with it
   */
  Optional<String> remove(NamespaceState namespace, String release, boolean hadRelease) {
    var name = namespace.name();
    if (!namespace.exists()) {
      return Optional.empty();
    }
    if (namespace.terminating()) {
      if (!hadRelease && !namespace.createdFor(release)) {
        return Optional.of("Namespace " + name + " is being deleted by others.");
      }
      steps.run("namespace", "wait until " + name + " is gone", () -> awaitGone(namespace));
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

  /** Tells whether this caller lacks the right to remove a namespace. */
  static boolean mayNotDelete(Connection connection, String name) {
    var right = new Permission("delete", "", "namespaces", name);
    return !new AccessReview(connection).missing(List.of(right), "destroy").isEmpty();
  }

  /** Returns what is in it once nothing is on its way out any more, or that has taken too long. */
  private NamespaceContents settled(String name) {
    var end = Deadline.in(deadline.left(SETTLES));
    var waiting = new WaitReporter(listener, "namespace", end);
    try (var wake = new ChangeNotifier(connection.api(), List.of(ApiPath.core(name, "pods")))) {
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
    try {
      connection.api().delete(ApiPath.namespace(namespace.name()), namespace.uid());
    } catch (KubernetesClientException e) {
      throw connection.failure("removing namespace " + namespace.name(), e);
    }
    return awaitGone(namespace);
  }

  private String awaitGone(NamespaceState before) {
    var name = before.name();
    var waiting = new WaitReporter(listener, "namespace", deadline);
    Deadline others = null;
    try (var wake = new ChangeNotifier(connection.api(), List.of(NAMESPACES))) {
      while (true) {
        var now = NamespaceState.read(connection, name, true);
        if (!now.uid().equals(before.uid())) {
          return "removed " + name;
        }
        if (!now.heldByOthers()) {
          others = null;
        } else if (others == null) {
          others = Deadline.in(OTHERS);
        }
        if (deadline.passed() || (others != null && others.passed())) {
          throw held(now);
        }
        var held = String.join(", ", now.heldBy());
        waiting.tell(name + " to go" + (held.isEmpty() ? "" : ": " + held));
        var unused = wake.await(deadline);
      }
    }
  }

  private static RuntimeException held(NamespaceState namespace) {
    return Problem.of(
            ProblemCode.NAMESPACE_TERMINATING,
            namespace.heldByOthers()
                ? "Namespace %s is deleted and empty, and finalizers of others hold it"
                    .formatted(namespace.name())
                : "Namespace " + namespace.name() + " was deleted, and is not gone yet",
            namespace.remedy())
        .facts(namespace.heldBy())
        .asException();
  }
}
