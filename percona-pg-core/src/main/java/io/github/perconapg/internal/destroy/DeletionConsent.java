package io.github.perconapg.internal.destroy;

import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.yaml.Unstructured;

/**
 * Which objects the caller agreed to lose: deleting takes minutes, in which others may make what no
 * plan has named.
 *
 * @param planned what was in the plan
 */
record DeletionConsent(Databases planned) {

  /**
   * Tells whether it covers an object: it was in the plan, or belongs to a cluster that was, as a
   * backup does that a schedule has begun meanwhile.
   *
   * @param now what there is now; a cluster of the same name may be another one
   */
  boolean covers(CustomResource object, Databases now) {
    return planned.all().anyMatch(one -> one.uid().equals(object.uid()))
        || planned.clusters().stream()
            .anyMatch(
                cluster ->
                    object.ownedBy(cluster)
                        || (names(object, cluster) && !isReplaced(cluster, now)));
  }

  /** Tells whether a backup or restore names a cluster. */
  private static boolean names(CustomResource object, CustomResource cluster) {
    return object.namespace().equals(cluster.namespace())
        && Unstructured.text(object.content(), "spec", "pgCluster").equals(cluster.name());
  }

  private static boolean isReplaced(CustomResource cluster, Databases now) {
    return now.clusters().stream()
        .anyMatch(
            other ->
                other.namespace().equals(cluster.namespace())
                    && other.name().equals(cluster.name())
                    && !other.uid().equals(cluster.uid()));
  }
}
