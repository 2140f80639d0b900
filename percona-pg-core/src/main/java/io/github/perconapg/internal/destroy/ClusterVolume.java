package io.github.perconapg.internal.destroy;

import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.ownership.OwnerChain;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.Optional;

/**
 * A volume claim of a database cluster.
 *
 * @param name its name
 * @param repository the backup repository that is on it; empty for none
 * @param deleting whether it is being deleted already
 * @param taker the owners with which the cluster's garbage collector deletes it; empty when it
 *     stays
 */
record ClusterVolume(String name, String repository, boolean deleting, Optional<String> taker) {

  private static final String REPOSITORY = "postgres-operator.crunchydata.com/pgbackrest-repo";

  static ClusterVolume of(Object claim, OwnerChain owners) {
    return new ClusterVolume(
        Unstructured.text(claim, "metadata", "name"),
        Unstructured.text(claim, "metadata", "labels", REPOSITORY),
        Unstructured.at(claim, "metadata", "deletionTimestamp") != null,
        owners.taker(claim));
  }

  /** Tells whether it is still there once what is deleted is gone. */
  boolean stays() {
    return !deleting && taker.isEmpty();
  }

  /** The command that takes its owners off, so that it stays; for a person. */
  String release(CustomResource cluster) {
    return "kubectl patch pvc %s -n %s --type=merge -p '{\"metadata\":{\"ownerReferences\":null}}'"
        .formatted(name, cluster.namespace());
  }

  /** Why it goes, a sentence without an end; call it for one that does not stay. */
  String loss() {
    return "volume "
        + name
        + taker.map(owner -> " GOES with its owner " + owner).orElse(" is being deleted already");
  }
}
