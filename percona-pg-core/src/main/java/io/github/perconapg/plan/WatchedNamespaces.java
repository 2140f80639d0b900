package io.github.perconapg.destroy;

import io.github.perconapg.plan.RenderedObjects;
import io.github.perconapg.plan.Tree;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.ReleaseStatus;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The namespaces whose clusters an operator looks after, by what its chart rendered. */
final class WatchedNamespaces {

  private WatchedNamespaces() {}

  /**
   * The namespaces, its own among them; empty when it watches all. A revision that did not come to
   * its end leaves open which one runs, so each that may be in force counts.
   *
   * @param history the release's records, newest first; at least one
   */
  static Set<String> of(List<ReleaseRecord> history) {
    var watched = new LinkedHashSet<String>();
    for (var record : history) {
      if (record.equals(history.get(0)) || record.status() != ReleaseStatus.SUPERSEDED) {
        var one = of(record);
        if (one.isEmpty()) {
          return Set.of();
        }
        watched.addAll(one);
      }
    }
    return watched;
  }

  private static Set<String> of(ReleaseRecord release) {
    var watched = new LinkedHashSet<String>();
    watched.add(release.namespace());
    for (var object : RenderedObjects.of(release.manifest(), release.namespace())) {
      if (!object.kind().equals("Deployment")) {
        continue;
      }
      for (var container : Tree.list(object.content(), "spec", "template", "spec", "containers")) {
        var value = watchNamespace(container);
        if (value.isPresent()) {
          if (value.get().isBlank()) {
            return Set.of();
          }
          Arrays.stream(value.get().split(",")).map(String::strip).forEach(watched::add);
        }
      }
    }
    return watched;
  }

  /** The literal value of WATCH_NAMESPACE; empty when it comes from the pod's own namespace. */
  private static Optional<String> watchNamespace(Object container) {
    return Tree.list(container, "env").stream()
        .filter(e -> Tree.text(e, "name").equals("WATCH_NAMESPACE"))
        .filter(e -> Tree.at(e, "valueFrom") == null)
        .map(e -> Tree.text(e, "value"))
        .findFirst();
  }
}
