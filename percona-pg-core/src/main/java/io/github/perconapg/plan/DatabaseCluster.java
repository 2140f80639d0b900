package io.github.perconapg.plan;

import io.github.perconapg.target.Tree;
import java.util.Map;

/**
 * A database cluster on the cluster.
 *
 * @param resource the plural of its kind, for example {@code perconapgclusters}
 * @param namespace its namespace
 * @param name its name
 * @param state its state as the operator reports it, for example {@code ready}; empty before that
 * @param crVersion the operator version whose behaviour it asks for; empty where it asks for none,
 *     which a PostgresCluster never does
 * @param status its whole status
 */
public record DatabaseCluster(
    String resource,
    String namespace,
    String name,
    String state,
    String crVersion,
    Map<String, Object> status) {

  static DatabaseCluster of(String resource, Object item) {
    return new DatabaseCluster(
        resource,
        Tree.text(item, "metadata", "namespace"),
        Tree.text(item, "metadata", "name"),
        Tree.text(item, "status", "state"),
        Tree.text(item, "spec", "crVersion"),
        Tree.map(item, "status"));
  }

  /** Whether the operator says that it works. */
  public boolean ready() {
    return state.equals("ready");
  }

  /** The cluster for a person, without its state: {@code perconapgclusters shop/db}. */
  public String shown() {
    return resource + " " + namespace + "/" + name;
  }
}
