package io.github.perconapg.internal.destroy;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.operator.OperatorVersion;
import io.github.perconapg.internal.ownership.FinalizerOwner;
import io.github.perconapg.internal.plan.NamespaceState;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Change.Action;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What would become of a namespace once a release is gone; {@link NamespaceRemoval} does it. */
final class NamespaceDeletionPlan {

  private final Connection connection;
  private final NamespaceState namespace;

  NamespaceDeletionPlan(Connection connection, NamespaceState namespace) {
    this.connection = connection;
    this.namespace = namespace;
  }

  /**
   * Looks, which takes a question for each kind of the cluster where this tool made the namespace.
   *
   * @param newest the release's newest record; null when there is none any more
   * @param objects the objects that are removed with the release
   * @param deleted the UIDs of the databases that are deleted before
   * @return whether it would go, and why not; empty when there is nothing to do about it
   */
  Optional<Change> change(
      String release,
      @Nullable ReleaseRecord newest,
      List<RenderedObject> objects,
      Set<String> deleted) {
    if (!namespace.exists()) {
      return Optional.empty();
    }
    if (namespace.terminating()) {
      var ours = newest != null || namespace.createdFor(release);
      var action = ours ? Action.DELETE : Action.KEEP;
      return Optional.of(change(action, "it is being deleted already").details(namespace.heldBy()));
    }
    if (!namespace.createdFor(release)) {
      return Optional.of(change(Action.KEEP, "it was there before, or was made by others"));
    }
    return Optional.of(
        hindrance(release, newest, objects, deleted)
            .map(
                hindrance ->
                    change(
                            Action.KEEP,
                            "this tool made it, and it is removed only once it is empty")
                        .details(List.of(hindrance)))
            .orElseGet(
                () ->
                    change(Action.DELETE, "this tool made it, and nothing of anybody else is in it")
                        .details(othersFinalizers())));
  }

  private List<String> othersFinalizers() {
    return namespace.finalizers().stream()
        .map(
            finalizer ->
                "it goes once "
                    + FinalizerOwner.of(finalizer)
                    + " has removed its finalizer "
                    + finalizer)
        .toList();
  }

  private Optional<String> hindrance(
      String release,
      @Nullable ReleaseRecord newest,
      List<RenderedObject> objects,
      Set<String> deleted) {
    var contents = NamespaceContents.read(connection.api(), namespace.name());
    var lease = newest == null ? OperatorVersion.LEASE : OperatorTarget.of(newest).lease();
    var others = contents.withoutRelease(release, lease, objects, deleted);
    if (NamespaceRemoval.mayNotDelete(connection, namespace.name())) {
      return Optional.of("this caller may not delete it");
    }
    if (!others.isEmpty()) {
      return Optional.of(NamespaceContents.shown(others));
    }
    return contents.unanswered().stream()
        .findFirst()
        .map(question -> "it cannot be told whether it is empty (" + question + ")");
  }

  private Change change(Action action, String summary) {
    return Change.of(action, "Namespace", namespace.name(), summary);
  }
}
