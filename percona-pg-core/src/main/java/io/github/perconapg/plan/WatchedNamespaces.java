package io.github.perconapg.plan;

import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.ReleaseStatus;
import io.github.perconapg.target.Tree;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The namespaces whose clusters an operator looks after, by what its chart rendered. */
public final class WatchedNamespaces {

  private static final Set<String> VARIABLES =
      Set.of("WATCH_NAMESPACE", "PGO_TARGET_NAMESPACE", "PGO_TARGET_NAMESPACES");

  private WatchedNamespaces() {}

  /**
   * The namespaces, its own among them; empty when it watches all. A revision that did not come to
   * its end leaves open which one runs, so each counts that is newer than the newest deployed one.
   * An older one that is called deployed as well was replaced, and Helm could not record it.
   *
   * @param history the release's records, newest first; at least one
   */
  public static Set<String> of(List<ReleaseRecord> history) {
    var watched = new LinkedHashSet<String>();
    for (var record : history) {
      if (record.equals(history.get(0)) || record.status() != ReleaseStatus.SUPERSEDED) {
        var one = of(record);
        if (one.isEmpty()) {
          return Set.of();
        }
        watched.addAll(one);
      }
      if (record.status() == ReleaseStatus.DEPLOYED) {
        break;
      }
    }
    return watched;
  }

  /** The namespaces that one revision's operator watches; empty when it watches all. */
  public static Set<String> of(ReleaseRecord release) {
    return of(RenderedObjects.of(release.manifest(), release.namespace()), release.namespace());
  }

  /** The namespaces that a rendered operator watches; empty when it watches all. */
  static Set<String> of(List<RenderedObject> objects, String namespace) {
    var watched = new LinkedHashSet<String>();
    watched.add(namespace);
    for (var object : objects) {
      if (object.kind().equals("Deployment") && !add(object.content(), watched)) {
        return Set.of();
      }
    }
    return watched;
  }

  /** The namespaces for a person. */
  static String shown(Set<String> watched) {
    return watched.isEmpty() ? "all namespaces" : String.join(", ", watched);
  }

  /**
   * Adds what a Deployment's containers watch.
   *
   * @return false when one of them watches all namespaces
   */
  static boolean add(Map<String, Object> deployment, Set<String> watched) {
    for (var container : Tree.list(deployment, "spec", "template", "spec", "containers")) {
      var value = watchNamespace(container);
      if (value.isPresent()) {
        if (value.get().isBlank()) {
          return false;
        }
        Arrays.stream(value.get().split(",")).map(String::strip).forEach(watched::add);
      }
    }
    return true;
  }

  /**
   * The literal value of WATCH_NAMESPACE, which Crunchy Data's operator calls otherwise; empty when
   * it comes from the pod's own namespace.
   */
  private static Optional<String> watchNamespace(Object container) {
    return Tree.list(container, "env").stream()
        .filter(e -> VARIABLES.contains(Tree.text(e, "name")))
        .filter(e -> Tree.at(e, "valueFrom") == null)
        .map(e -> Tree.text(e, "value"))
        .findFirst();
  }
}
