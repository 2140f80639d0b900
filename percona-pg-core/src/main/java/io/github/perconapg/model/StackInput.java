package io.github.perconapg.model;

import org.jspecify.annotations.Nullable;

/**
 * A resource together with the way to its cluster, where that is given.
 *
 * @param target the resource
 * @param providerConfig how to reach the cluster, or null to look the cluster up by its id
 * @param source where it was read from, for messages; {@code "<program>"} when made in code
 */
public record StackInput(
    PerconaPostgresqlOperator target, @Nullable ProviderConfig providerConfig, String source) {

  /** A stack input of a resource made in code, without provider configuration. */
  public static StackInput of(PerconaPostgresqlOperator target) {
    return new StackInput(target, null, "<program>");
  }
}
