package io.github.perconapg.internal.destroy;

import static io.github.perconapg.internal.operator.CustomResources.BACKUPS;
import static io.github.perconapg.internal.operator.CustomResources.CLUSTERS;
import static io.github.perconapg.internal.operator.CustomResources.INNER_CLUSTERS;
import static io.github.perconapg.internal.operator.CustomResources.RESTORES;

import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.ParallelRequests;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.operator.CustomResources;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What in the namespaces that an operator watches nothing would finish deleting without it.
 *
 * @param restores restores
 * @param backups backups
 * @param clusters the clusters that users declare
 * @param inner the clusters that the operator makes of them, and those that were made by hand
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
    var kinds = new ArrayList<>(List.of(RESTORES, BACKUPS, CLUSTERS));
    kinds.addAll(INNER_CLUSTERS);
    // At once, since an API server that has not served a kind for a while lets each of them wait.
    var found = ParallelRequests.ask(kinds, kind -> resources.in(kind, namespaces));
    return new Databases(
        found.get(0),
        found.get(1),
        found.get(2),
        found.stream().skip(3).flatMap(List::stream).toList());
  }

  Set<String> uids() {
    return all().map(CustomResource::uid).collect(Collectors.toSet());
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
