package io.github.perconapg.model;

import org.jspecify.annotations.Nullable;

/**
 * A resource, and optionally the access to its cluster.
 *
 * @param target the resource
 * @param providerConfig how to reach the cluster, or null to look it up by its id
 * @param source its origin, for messages; {@code "<program>"} if made in code
 */
public record StackInput(
    PerconaPostgresqlOperator target, @Nullable ProviderConfig providerConfig, String source) {

  /** Returns a stack input for a resource made in code, without provider configuration. */
  public static StackInput of(PerconaPostgresqlOperator target) {
    return new StackInput(target, null, "<program>");
  }
}
