package io.github.perconapg.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.target.ApiRequests;
import io.github.perconapg.target.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The database clusters that an operator looks after. A question that is answered with 403 is never
 * taken for a no: it ends in a problem.
 */
public final class DatabaseClusters {

  private static final String PERCONA = "pgv2.percona.com/v2/perconapgclusters";

  /** Both kinds, and both groups of the second: operator 3.0 renames it. */
  private static final List<String> ALL =
      List.of(
          PERCONA,
          "postgres-operator.crunchydata.com/v1beta1/postgresclusters",
          "upstream.pgv2.percona.com/v1beta1/postgresclusters");

  private final Connection connection;

  /** Asks over the given connection. */
  public DatabaseClusters(Connection connection) {
    this.connection = connection;
  }

  /**
   * Every cluster in the watched namespaces, those that the operator makes for itself among them.
   *
   * @param namespaces the watched namespaces; empty for all
   * @throws io.github.perconapg.problem.PerconaPgException when it cannot be told
   */
  public List<DatabaseCluster> in(Set<String> namespaces) {
    return list(ALL, namespaces);
  }

  /**
   * The clusters that users declare; {@link #in} for the rest.
   *
   * @throws io.github.perconapg.problem.PerconaPgException when it cannot be told
   */
  public List<DatabaseCluster> declaredIn(Set<String> namespaces) {
    return list(List.of(PERCONA), namespaces);
  }

  private List<DatabaseCluster> list(List<String> resources, Set<String> namespaces) {
    var found = new ArrayList<DatabaseCluster>();
    for (var resource : resources) {
      if (namespaces.isEmpty()) {
        list(resource, "", found);
      } else {
        namespaces.forEach(ns -> list(resource, ns, found));
      }
    }
    return found;
  }

  private void list(String resource, String namespace, List<DatabaseCluster> found) {
    var slash = resource.lastIndexOf('/');
    var scope = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
    var plural = resource.substring(slash + 1);
    try {
      var list =
          new ApiRequests(connection.client())
              .get("/apis/" + resource.substring(0, slash) + scope + "/" + plural);
      Tree.list(list, "items").forEach(item -> found.add(DatabaseCluster.of(plural, item)));
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
