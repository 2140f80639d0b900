package io.github.perconapg.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.plan.Change.Action;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.ApiPath;
import io.github.perconapg.target.Connection;
import io.github.perconapg.target.Tree;
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
 * @param heldBy what keeps it from going, in the cluster's words; empty unless it is being deleted
 */
public record NamespaceState(
    String name, boolean exists, Map<String, Object> metadata, List<String> heldBy) {

  /** Reads the namespace; one request. */
  public static NamespaceState read(Connection connection, String name, boolean mayBeCreated) {
    try {
      var found = connection.api().get(ApiPath.namespace(name));
      return new NamespaceState(name, found != null, Tree.map(found, "metadata"), heldBy(found));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && !mayBeCreated) {
        return new NamespaceState(name, true, Map.of(), List.of());
      }
      throw connection.failure("reading namespace " + name, e);
    }
  }

  private static List<String> heldBy(@Nullable Object namespace) {
    return Tree.list(namespace, "status", "conditions").stream()
        .filter(condition -> Tree.text(condition, "status").equals("True"))
        .map(condition -> Tree.text(condition, "type") + ": " + Tree.text(condition, "message"))
        .toList();
  }

  /** Whether it is being deleted. */
  public boolean terminating() {
    return metadata.containsKey("deletionTimestamp");
  }

  /** Whether this tool created it for the given release. */
  public boolean createdFor(String release) {
    return release.equals(Tree.text(metadata, "labels", Marks.CREATED_FOR));
  }

  /** Its UID; empty when it may not be read. */
  public String uid() {
    return Tree.text(metadata, "uid");
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
                  "Wait until it is gone, then run again. Objects with finalizers that hold it go when"
                      + " whoever set the finalizers is running.")
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
