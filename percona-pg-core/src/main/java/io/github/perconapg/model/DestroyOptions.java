package io.github.perconapg.model;

import java.time.Duration;

/**
 * How to destroy, and what a person has agreed to lose.
 *
 * @param timeout the deadline for the whole verb, more than zero
 * @param clusters what happens to database clusters that exist
 * @param keepVolumes whether clusters are refused that would take their volumes or their backups
 *     with them, by a finalizer or because they own a volume. Other volumes survive either way
 * @param removeDataFinalizers whether the finalizers that would take volumes and backups along are
 *     taken off a cluster before it is deleted, so that they survive
 * @param forceFinalizers whether the finalizers of restores, backups and clusters are taken off
 *     where the operator does not do it
 * @param deleteCrds whether the operator's custom resource definitions go as well
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

  /** Five minutes, and agrees to nothing: no cluster, volume, finalizer or definition goes. */
  public static DestroyOptions defaults() {
    return new DestroyOptions(
        Duration.ofMinutes(5), ClusterPolicy.REFUSE, true, false, false, false);
  }

  /** A copy with another deadline. */
  public DestroyOptions timeout(Duration timeout) {
    return new DestroyOptions(
        timeout, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
  }

  /** A copy that does something else about clusters. */
  public DestroyOptions clusters(ClusterPolicy clusters) {
    return new DestroyOptions(
        timeout, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
  }

  /** A copy that insists on volumes and backups, or does not. */
  public DestroyOptions keepVolumes(boolean keepVolumes) {
    return new DestroyOptions(
        timeout, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
  }

  /** A copy that takes finalizers off which would take data along, or does not. */
  public DestroyOptions removeDataFinalizers(boolean removeDataFinalizers) {
    return new DestroyOptions(
        timeout, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
  }

  /** A copy that takes finalizers off which the operator left, or does not. */
  public DestroyOptions forceFinalizers(boolean forceFinalizers) {
    return new DestroyOptions(
        timeout, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
  }

  /** A copy that deletes the definitions as well, or does not. */
  public DestroyOptions deleteCrds(boolean deleteCrds) {
    return new DestroyOptions(
        timeout, clusters, keepVolumes, removeDataFinalizers, forceFinalizers, deleteCrds);
  }
}
