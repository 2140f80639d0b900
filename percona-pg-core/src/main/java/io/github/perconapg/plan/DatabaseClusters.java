package io.github.perconapg.plan;

import io.github.perconapg.target.Connection;
import java.util.List;
import java.util.Set;

/** The database clusters that users declare and an operator looks after. */
public final class DatabaseClusters {

  private final CustomResources resources;

  /** Asks over the given connection. */
  public DatabaseClusters(Connection connection) {
    this.resources = new CustomResources(connection);
  }

  /**
   * The clusters in some namespaces.
   *
   * @param namespaces the watched namespaces; empty for all
   * @throws io.github.perconapg.problem.PerconaPgException when it cannot be told
   */
  public List<DatabaseCluster> declaredIn(Set<String> namespaces) {
    return resources.in(CustomResources.CLUSTERS, namespaces).stream()
        .map(found -> DatabaseCluster.of(found.resource(), found.content()))
        .toList();
  }
}
