package io.github.perconapg.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.plan.CustomResource;
import io.github.perconapg.target.ApiPath;
import io.github.perconapg.target.Connection;
import io.github.perconapg.target.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where a database cluster keeps its data, and which of it its finalizers would take along.
 *
 * @param cluster the cluster
 * @param volumes the names of its volume claims
 * @param repositories its backup repositories, for a person
 */
record ClusterData(CustomResource cluster, List<String> volumes, List<Repository> repositories) {

  /** The operator deletes a cluster's volume claims and its users' Secrets for this one. */
  static final String DELETE_VOLUMES = "percona.com/delete-pvc";

  /** The operator deletes what is in a cluster's backup repositories for this one. */
  static final String DELETE_BACKUPS = "percona.com/delete-backups";

  /** The finalizers that take data along (percona/naming/finalizers.go of 2.5.0 to 3.0.0). */
  static final List<String> TAKES_DATA = List.of(DELETE_VOLUMES, DELETE_BACKUPS);

  /** What the operator labels all objects of a cluster with, the same in 3.0. */
  private static final String LABEL = "postgres-operator.crunchydata.com/cluster";

  /**
   * A place for backups.
   *
   * @param name such as {@code repo1}
   * @param place where it is, for a person
   * @param onVolume whether it is one of the cluster's volumes
   */
  record Repository(String name, String place, boolean onVolume) {

    static Repository of(Object repo) {
      var name = Tree.text(repo, "name");
      if (Tree.at(repo, "s3") != null) {
        return new Repository(name, "s3://" + Tree.text(repo, "s3", "bucket"), false);
      }
      if (Tree.at(repo, "gcs") != null) {
        return new Repository(name, "gs://" + Tree.text(repo, "gcs", "bucket"), false);
      }
      if (Tree.at(repo, "azure") != null) {
        return new Repository(
            name, "Azure container " + Tree.text(repo, "azure", "container"), false);
      }
      return new Repository(name, "a volume", true);
    }

    String shown() {
      return name + " (" + place + ")";
    }
  }

  /**
   * Asks the cluster for it.
   *
   * @throws io.github.perconapg.problem.PerconaPgException when it cannot be told
   */
  static ClusterData of(Connection connection, CustomResource cluster) {
    var repositories =
        Tree.list(cluster.content(), "spec", "backups", "pgbackrest", "repos").stream()
            .map(Repository::of)
            .toList();
    return new ClusterData(
        cluster, labelled(connection, "persistentvolumeclaims", cluster), repositories);
  }

  /** The names of a cluster's pods that are there now. */
  static List<String> pods(Connection connection, CustomResource cluster) {
    return labelled(connection, "pods", cluster);
  }

  boolean takesVolumes() {
    return cluster.finalizers().contains(DELETE_VOLUMES);
  }

  boolean takesBackups() {
    return cluster.finalizers().contains(DELETE_BACKUPS);
  }

  /** The cluster with its state and its data, a line each. */
  List<String> described() {
    var state = cluster.state().isEmpty() ? "" : " (" + cluster.state() + ")";
    var lines = new ArrayList<String>();
    lines.add(cluster.shown() + state + (cluster.deleting() ? ", being deleted" : ""));
    lines.add("  volumes: " + (volumes.isEmpty() ? "none" : String.join(", ", volumes)));
    lines.add("  backup repositories: " + shown(repositories));
    return lines;
  }

  /**
   * What becomes of its data when it is deleted, a line each.
   *
   * @param finalizersAct whether its finalizers are left on it
   */
  List<String> fate(boolean finalizersAct) {
    var lines = new ArrayList<String>();
    var volumesGo = finalizersAct && takesVolumes();
    if (!volumes.isEmpty()) {
      lines.add(
          "volumes "
              + String.join(", ", volumes)
              + (volumesGo ? " GO with it (" + DELETE_VOLUMES + ")" : " survive"));
    }
    for (var repository : repositories) {
      lines.add(
          survives(repository, finalizersAct)
              ? survival(repository)
              : "backups in "
                  + repository.shown()
                  + " GO with it ("
                  + (takesBackups() ? DELETE_BACKUPS : DELETE_VOLUMES)
                  + ")");
    }
    return lines;
  }

  /**
   * The backups that are still there when it is deleted, a line each.
   *
   * @param finalizersAct whether its finalizers are left on it
   */
  List<String> survivingBackups(boolean finalizersAct) {
    return repositories.stream()
        .filter(repository -> survives(repository, finalizersAct))
        .map(ClusterData::survival)
        .toList();
  }

  private boolean survives(Repository repository, boolean finalizersAct) {
    return !finalizersAct || !(takesBackups() || (takesVolumes() && repository.onVolume()));
  }

  private static String survival(Repository repository) {
    return "backups in " + repository.shown() + " survive";
  }

  private static String shown(List<Repository> repositories) {
    return repositories.isEmpty()
        ? "none"
        : String.join(", ", repositories.stream().map(Repository::shown).toList());
  }

  private static List<String> labelled(
      Connection connection, String resource, CustomResource cluster) {
    try {
      var list =
          connection
              .api()
              .listMetadata(
                  ApiPath.selecting(
                      ApiPath.core(cluster.namespace(), resource), LABEL + "=" + cluster.name()));
      return Tree.list(list, "items").stream()
          .map(item -> Objects.toString(Tree.at(item, "metadata", "name")))
          .toList();
    } catch (KubernetesClientException e) {
      throw connection.failure("asking for the " + resource + " of " + cluster.shown(), e);
    }
  }
}
