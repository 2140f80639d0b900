package io.github.perconapg.internal.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.ownership.FinalizerOwner;
import io.github.perconapg.internal.ownership.WellKnownMetadata;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Change.Action;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The namespace as it is.
 *
 * @param name its name
 * @param exists whether it is there; assumed where it may not be read and must not be created
 * @param metadata its metadata; empty when it is absent or may not be read
 * @param emptied whether Kubernetes has removed all that was in it
 * @param heldBy what keeps it from going, in the cluster's words; empty unless it is being deleted
 */
public record NamespaceState(
    String name,
    boolean exists,
    Map<String, Object> metadata,
    boolean emptied,
    List<String> heldBy) {

  /** Reads the namespace; one request. */
  public static NamespaceState read(Connection connection, String name, boolean mayBeCreated) {
    try {
      var found = connection.api().get(ApiPath.namespace(name));
      return of(name, found);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && !mayBeCreated) {
        return new NamespaceState(name, true, Map.of(), false, List.of());
      }
      throw connection.failure("reading namespace " + name, e);
    }
  }

  /** The state by the namespace as the API server answers it; null when there is none. */
  static NamespaceState of(String name, @Nullable Object found) {
    var metadata = Unstructured.map(found, "metadata");
    var emptied = found != null && Unstructured.list(found, "spec", "finalizers").isEmpty();
    return new NamespaceState(name, found != null, metadata, emptied, heldBy(found));
  }

  private static List<String> heldBy(@Nullable Object namespace) {
    var held = new ArrayList<String>();
    if (Unstructured.at(namespace, "metadata", "deletionTimestamp") != null) {
      for (var finalizer : Unstructured.list(namespace, "metadata", "finalizers")) {
        held.add("finalizer " + finalizer + ", of " + FinalizerOwner.of(finalizer.toString()));
      }
    }
    Unstructured.list(namespace, "status", "conditions").stream()
        .filter(condition -> Unstructured.text(condition, "status").equals("True"))
        .map(
            condition ->
                Unstructured.text(condition, "type")
                    + ": "
                    + Unstructured.text(condition, "message"))
        .forEach(held::add);
    return held;
  }

  /** The finalizers that others have set on it. */
  public List<String> finalizers() {
    return Unstructured.list(metadata, "finalizers").stream().map(Object::toString).toList();
  }

  /** Tells whether nothing but the finalizers of others holds it. */
  public boolean heldByOthers() {
    return terminating() && emptied && !finalizers().isEmpty();
  }

  /** Returns what helps one that is being deleted to go. */
  public String remedy() {
    if (finalizers().isEmpty()) {
      return "Wait until it is gone, then run again. Objects with finalizers that hold it go when"
          + " the controllers that set the finalizers run.";
    }
    var owners = finalizers().stream().map(FinalizerOwner::of).distinct().toList();
    return "Wait until "
        + String.join(" and ", owners)
        + " has removed the finalizer, then run again. Only when that is not installed any more,"
        + " an administrator may remove it: kubectl patch namespace "
        + name
        + " --type=merge -p '{\"metadata\":{\"finalizers\":null}}'";
  }

  /** Tells whether it is being deleted. */
  public boolean terminating() {
    return metadata.containsKey("deletionTimestamp");
  }

  /** Tells whether this tool created it for the given release. */
  public boolean createdFor(String release) {
    return release.equals(Unstructured.text(metadata, "labels", WellKnownMetadata.CREATED_FOR));
  }

  /** Its UID; empty when it may not be read. */
  public String uid() {
    return Unstructured.text(metadata, "uid");
  }

  Change change() {
    return exists
        ? Change.of(Action.UNCHANGED, "Namespace", name, "exists")
        : Change.of(Action.CREATE, "Namespace", name, "create");
  }

  List<Problem> refusals(boolean mayBeCreated) {
    var refusals = new ArrayList<Problem>();
    if (terminating()) {
      refusals.add(
          Problem.of(
                  ProblemCode.NAMESPACE_TERMINATING,
                  "Namespace " + name + " is being deleted, and nothing can be created in it",
                  remedy())
              .facts(heldBy));
    }
    if (!exists && !mayBeCreated) {
      refusals.add(
          Problem.of(
              ProblemCode.NAMESPACE_MISSING,
              "Namespace " + name + " does not exist, and createNamespace is false",
              "Create it (kubectl create namespace "
                  + name
                  + "), or set createNamespace to true."));
    }
    return refusals;
  }
}
