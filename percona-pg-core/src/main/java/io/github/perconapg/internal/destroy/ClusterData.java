package io.github.perconapg.internal.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.ownership.OwnerChain;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a database cluster keeps its data, and which of it would go along: by its finalizers, or
 * because what is deleted owns it.
 *
 * @param cluster the cluster
 * @param volumes its volume claims: those that carry its label, and those that it owns
 * @param repositories its backup repositories, for a person
 */
record ClusterData(
    CustomResource cluster, List<ClusterVolume> volumes, List<Repository> repositories) {

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
      var name = Unstructured.text(repo, "name");
      if (Unstructured.at(repo, "s3") != null) {
        return new Repository(name, "s3://" + Unstructured.text(repo, "s3", "bucket"), false);
      }
      if (Unstructured.at(repo, "gcs") != null) {
        return new Repository(name, "gs://" + Unstructured.text(repo, "gcs", "bucket"), false);
      }
      if (Unstructured.at(repo, "azure") != null) {
        return new Repository(
            name, "Azure container " + Unstructured.text(repo, "azure", "container"), false);
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
   * @param going the UIDs of all objects that are deleted with it
   * @throws io.github.perconapg.problem.PerconaPgException when it cannot be told
   */
  static ClusterData of(Connection connection, CustomResource cluster, Set<String> going) {
    var repositories =
        Unstructured.list(cluster.content(), "spec", "backups", "pgbackrest", "repos").stream()
            .map(Repository::of)
            .toList();
    try {
      return new ClusterData(cluster, volumes(connection, cluster, going), repositories);
    } catch (KubernetesClientException e) {
      throw connection.failure("asking for the volumes of " + cluster.shown(), e);
    }
  }

  private static List<ClusterVolume> volumes(
      Connection connection, CustomResource cluster, Set<String> going) {
    var owners = new OwnerChain(connection.api()::get, cluster.namespace(), going);
    var path = ApiPath.core(cluster.namespace(), "persistentvolumeclaims");
    return Unstructured.list(connection.api().listMetadata(path), "items").stream()
        .filter(claim -> isLabelled(claim, cluster) || owners.leadTo(cluster.uid(), claim))
        .map(claim -> ClusterVolume.of(claim, owners))
        .toList();
  }

  private static boolean isLabelled(Object object, CustomResource cluster) {
    return Unstructured.text(object, "metadata", "labels", LABEL).equals(cluster.name());
  }

  /** A cluster's pods that are there now, with their metadata. */
  static List<Object> pods(Connection connection, CustomResource cluster) {
    var path =
        ApiPath.selecting(ApiPath.core(cluster.namespace(), "pods"), LABEL + "=" + cluster.name());
    try {
      return Unstructured.list(connection.api().listMetadata(path), "items");
    } catch (KubernetesClientException e) {
      throw connection.failure("asking for the pods of " + cluster.shown(), e);
    }
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
    lines.add("  volumes: " + (volumes.isEmpty() ? "none" : names(volumes)));
    lines.add("  backup repositories: " + shown(repositories));
    return lines;
  }

  /**
   * Returns what becomes of its data when it is deleted, a line each.
   *
   * @param finalizersAct whether its finalizers are left on it
   */
  List<String> fate(boolean finalizersAct) {
    var lines = new ArrayList<String>();
    if (finalizersAct && takesVolumes() && !volumes.isEmpty()) {
      lines.add("volumes " + names(volumes) + " GO with it (" + DELETE_VOLUMES + ")");
    } else {
      var stay = volumes.stream().filter(ClusterVolume::stays).toList();
      if (!stay.isEmpty()) {
        lines.add("volumes " + names(stay) + " survive: nothing that is deleted owns them");
      }
      volumes.stream()
          .filter(volume -> !volume.stays())
          .map(ClusterVolume::loss)
          .forEach(lines::add);
    }
    for (var repository : repositories) {
      lines.add(
          survives(repository, finalizersAct)
              ? survival(repository)
              : "backups in "
                  + repository.shown()
                  + " GO with it ("
                  + taker(repository, finalizersAct)
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
    var finalizersTake =
        finalizersAct && (takesBackups() || (takesVolumes() && repository.onVolume()));
    return !finalizersTake && volumesOf(repository).stream().allMatch(ClusterVolume::stays);
  }

  private String taker(Repository repository, boolean finalizersAct) {
    if (finalizersAct && takesBackups()) {
      return DELETE_BACKUPS;
    }
    return finalizersAct && takesVolumes() ? DELETE_VOLUMES : "on " + names(volumesOf(repository));
  }

  /** Where a repository is on volumes, those; all of the cluster's when none says which it is. */
  private List<ClusterVolume> volumesOf(Repository repository) {
    if (!repository.onVolume()) {
      return List.of();
    }
    var named = volumes.stream().filter(v -> v.repository().equals(repository.name())).toList();
    return named.isEmpty() ? volumes : named;
  }

  /** The volumes that go because what is deleted owns them, whatever its finalizers are. */
  List<ClusterVolume> owned() {
    return volumes.stream().filter(volume -> volume.taker().isPresent()).toList();
  }

  static String names(List<ClusterVolume> volumes) {
    return String.join(", ", volumes.stream().map(ClusterVolume::name).toList());
  }

  private static String survival(Repository repository) {
    return "backups in " + repository.shown() + " survive";
  }

  private static String shown(List<Repository> repositories) {
    return repositories.isEmpty()
        ? "none"
        : String.join(", ", repositories.stream().map(Repository::shown).toList());
  }
}
