package io.github.perconapg.destroy;

import io.github.perconapg.plan.CustomResource;
import io.github.perconapg.plan.CustomResources;
import io.github.perconapg.target.Connection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What in the namespaces that an operator watches nobody would finish deleting without it.
 *
 * @param restores restores
 * @param backups backups
 * @param clusters the clusters that users declare
 * @param inner the clusters that the operator makes of them, and those that somebody made by hand
 */
record Databases(
    List<CustomResource> restores,
    List<CustomResource> backups,
    List<CustomResource> clusters,
    List<CustomResource> inner) {

  static final Databases NONE = new Databases(List.of(), List.of(), List.of(), List.of());

  /**
   * Lists them.
   *
   * @param namespaces the watched namespaces; empty for all
   * @throws io.github.perconapg.problem.PerconaPgException when it cannot be told
   */
  static Databases read(Connection connection, Set<String> namespaces) {
    var resources = new CustomResources(connection);
    return new Databases(
        resources.in(CustomResources.RESTORES, namespaces),
        resources.in(CustomResources.BACKUPS, namespaces),
        resources.in(CustomResources.CLUSTERS, namespaces),
        CustomResources.INNER_CLUSTERS.stream()
            .flatMap(kind -> resources.in(kind, namespaces).stream())
            .toList());
  }

  boolean isEmpty() {
    return all().findAny().isEmpty();
  }

  /** All of them in the order in which they have to go. */
  Stream<CustomResource> all() {
    return Stream.of(restores, backups, clusters, inner).flatMap(List::stream);
  }

  /** The clusters, without those that go by themselves because the operator made them. */
  List<CustomResource> declared() {
    return Stream.concat(
            clusters.stream(),
            inner.stream().filter(child -> clusters.stream().noneMatch(child::ownedBy)))
        .toList();
  }
}
