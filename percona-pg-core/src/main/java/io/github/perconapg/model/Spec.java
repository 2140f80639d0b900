package io.github.perconapg.model;

import org.jspecify.annotations.Nullable;

/**
 * What a resource asks for.
 *
 * @param targetCluster the cluster it names; null when it names none
 * @param namespace the namespace of the operator and its release, a DNS label of at most 63
 *     characters
 * @param container the operator's container
 * @param createNamespace whether an absent namespace is created; when false it must exist already
 */
public record Spec(
    @Nullable TargetCluster targetCluster,
    String namespace,
    Container container,
    boolean createNamespace) {

  /** The namespace of a manifest that names none. */
  public static final String DEFAULT_NAMESPACE = "percona-postgresql-operator";
}
