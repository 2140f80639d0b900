package io.github.perconapg.model;

import java.time.Duration;

/**
 * How to destroy, and which losses are accepted.
 *
 * @param timeout the deadline for the whole verb, more than zero
 * @param clusters the policy for existing database clusters
 * @param keepVolumes whether to refuse to delete clusters whose deletion also deletes volumes or
 *     backups, through a finalizer or an owned volume. Other volumes survive either way
 * @param removeDataFinalizers whether to remove the finalizers that delete volumes and backups
 *     before a cluster is deleted, so that the data survives
 * @param forceFinalizers whether to remove the finalizers of restores, backups and clusters if the
 *     operator does not
 * @param deleteCrds whether to delete the operator's CRDs, too
 */
public record DestroyOptions(
    Duration timeout,
    ClusterPolicy clusters,
    boolean keepVolumes,
    boolean removeDataFinalizers,
    boolean forceFinalizers,
    boolean deleteCrds) {

  /** Rejects a timeout that is not positive. */
  public DestroyOptions {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be more than zero, not " + timeout);
    }
  }

  /** Returns five minutes and no consent: no cluster, volume, finalizer or CRD is removed. */
  public static DestroyOptions defaults() {
    return new DestroyOptions(
        Duration.ofMinutes(5), ClusterPolicy.REFUSE, true, false, false, false);
  }

  /** Returns a copy with this deadline. */
  public DestroyOptions timeout(Duration timeout) {
    return new DestroyOptions(
        timeout, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
  }

  /** Returns a copy with this policy for database clusters. */
  public DestroyOptions clusters(ClusterPolicy clusters) {
    return new DestroyOptions(
        timeout, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
  }

  /** Returns a copy that keeps volumes and backups, or accepts their loss. */
  public DestroyOptions keepVolumes(boolean keepVolumes) {
    return new DestroyOptions(
        timeout, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
  }

  /** Returns a copy that removes or keeps finalizers that delete data. */
  public DestroyOptions removeDataFinalizers(boolean removeDataFinalizers) {
    return new DestroyOptions(
        timeout, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
  }

  /** Returns a copy that removes or keeps finalizers that the operator does not remove. */
  public DestroyOptions forceFinalizers(boolean forceFinalizers) {
    return new DestroyOptions(
        timeout, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
  }

  /** Returns a copy that deletes or keeps the CRDs. */
  public DestroyOptions deleteCrds(boolean deleteCrds) {
    return new DestroyOptions(
        timeout, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
  }
}
