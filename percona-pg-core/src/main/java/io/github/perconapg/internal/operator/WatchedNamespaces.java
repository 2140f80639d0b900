package io.github.perconapg.internal.operator;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.helm.RenderedObjects;
import io.github.perconapg.internal.yaml.Unstructured;
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
   * The namespaces, the release's own among them, since what is there may be lost with it; empty
   * when it watches all. A revision that did not come to its end leaves open which one runs, so
   * each counts that is newer than the newest deployed one. An older one that is called deployed as
   * well was replaced, and Helm could not record it.
   *
   * @param history the release's records, newest first; at least one
   */
  public static Set<String> of(List<ReleaseRecord> history) {
    var watched = new LinkedHashSet<String>();
    watched.add(history.get(0).namespace());
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
  public static Set<String> of(List<RenderedObject> objects, String namespace) {
    var watched = new LinkedHashSet<String>();
    for (var object : objects) {
      if (object.kind().equals("Deployment")) {
        var one = of(object.content(), namespace);
        if (one.isPresent() && one.get().isEmpty()) {
          return Set.of();
        }
        one.ifPresent(watched::addAll);
      }
    }
    return watched.isEmpty() ? Set.of(namespace) : watched;
  }

  /** The namespaces for a person. */
  public static String shown(Set<String> watched) {
    return watched.isEmpty() ? "all namespaces" : String.join(", ", watched);
  }

  /**
   * Returns what a Deployment's containers watch, by their variables: literal namespaces, or the
   * pod's own.
   *
   * @param namespace where the Deployment is
   * @return empty when no container has such a variable; an empty set when one watches all
   */
  public static Optional<Set<String>> of(Map<String, Object> deployment, String namespace) {
    var watched = new LinkedHashSet<String>();
    for (var container : Unstructured.list(deployment, "spec", "template", "spec", "containers")) {
      for (var entry : Unstructured.list(container, "env")) {
        if (VARIABLES.contains(Unstructured.text(entry, "name"))) {
          if (Unstructured.at(entry, "valueFrom") != null) {
            watched.add(namespace);
          } else if (Unstructured.text(entry, "value").isBlank()) {
            return Optional.of(Set.of());
          } else {
            Arrays.stream(Unstructured.text(entry, "value").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(watched::add);
          }
        }
      }
    }
    return watched.isEmpty() ? Optional.empty() : Optional.of(watched);
  }
}
