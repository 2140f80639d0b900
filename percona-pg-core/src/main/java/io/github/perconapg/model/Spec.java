package io.github.perconapg.model;

import org.jspecify.annotations.Nullable;

/**
 * The specification of a resource.
 *
 * @param targetCluster the target cluster; null if the manifest names none
 * @param namespace the namespace of the operator and its release, a DNS label of at most 63
 *     characters
 * @param container the operator's container
 * @param createNamespace whether to create a missing namespace; if false, it must exist
 */
public record Spec(
    @Nullable TargetCluster targetCluster,
    String namespace,
    Container container,
    boolean createNamespace) {

  /** The default namespace. */
  public static final String DEFAULT_NAMESPACE = "percona-postgresql-operator";
}
