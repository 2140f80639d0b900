package io.github.perconapg.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.plan.Tree;
import io.github.perconapg.target.ApiRequests;
import io.github.perconapg.target.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The database clusters that an operator looks after. A question that is answered with 403 is never
 * taken for a no: it ends in a problem.
 */
final class DatabaseClusters {

  /** Both kinds, and both groups of the second: operator 3.0 renames it. */
  private static final List<String> RESOURCES =
      List.of(
          "pgv2.percona.com/v2/perconapgclusters",
          "postgres-operator.crunchydata.com/v1beta1/postgresclusters",
          "upstream.pgv2.percona.com/v1beta1/postgresclusters");

  private final Connection connection;

  DatabaseClusters(Connection connection) {
    this.connection = connection;
  }

  /**
   * Every cluster in the watched namespaces, one line each, with its state.
   *
   * @param namespaces the watched namespaces; empty for all
   * @throws io.github.perconapg.problem.PerconaPgException when it cannot be told
   */
  List<String> in(Set<String> namespaces) {
    var found = new ArrayList<String>();
    for (var resource : RESOURCES) {
      if (namespaces.isEmpty()) {
        list(resource, "", found);
      } else {
        namespaces.forEach(ns -> list(resource, ns, found));
      }
    }
    return found;
  }

  private void list(String resource, String namespace, List<String> found) {
    var slash = resource.lastIndexOf('/');
    var scope = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
    var plural = resource.substring(slash + 1);
    try {
      var list =
          new ApiRequests(connection.client())
              .get("/apis/" + resource.substring(0, slash) + scope + "/" + plural);
      for (var item : Tree.list(list, "items")) {
        var state = Tree.text(item, "status", "state");
        found.add(
            plural
                + " "
                + Tree.text(item, "metadata", "namespace")
                + "/"
                + Tree.text(item, "metadata", "name")
                + (state.isEmpty() ? "" : " (" + state + ")"));
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403 && !served(resource)) {
        return;
      }
      var where = namespace.isEmpty() ? "all namespaces" : "namespace " + namespace;
      throw connection.failure("asking whether there are " + plural + " in " + where, e);
    }
  }

  /**
   * Whether the cluster knows the resource at all. Rights are looked at before that, so a caller
   * with few of them gets 403 for what does not exist.
   */
  private boolean served(String resource) {
    var slash = resource.lastIndexOf('/');
    var discovery = new ApiRequests(connection.client());
    return Tree.list(discovery.get("/apis/" + resource.substring(0, slash)), "resources").stream()
        .anyMatch(r -> Tree.text(r, "name").equals(resource.substring(slash + 1)));
  }
}
