package io.github.perconapg.internal.permission;

/**
 * Something that a caller has to be allowed to do.
 *
 * @param verb such as {@code create}
 * @param group the API group; empty for the core group
 * @param resource the plural, with a subresource after a slash; {@code *} for all
 * @param namespace where; empty for a resource without namespace, or for all namespaces
 */
public record Permission(String verb, String group, String resource, String namespace) {}
