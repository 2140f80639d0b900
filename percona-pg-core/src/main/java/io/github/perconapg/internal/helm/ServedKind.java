package io.github.perconapg.internal.helm;

import java.util.List;
import java.util.Map;

/**
 * A kind that the API server serves once its CRD is applied.
 *
 * @param apiVersion for example {@code pgv2.percona.com/v2}
 * @param kind the kind
 * @param plural its name in paths
 * @param namespaced whether its objects are in namespaces
 */
public record ServedKind(String apiVersion, String kind, String plural, boolean namespaced) {

  /** As discovery lists it. */
  Map<String, Object> resource() {
    return Map.of(
        "name", plural,
        "singularName", "",
        "namespaced", namespaced,
        "kind", kind,
        "verbs", List.of("create", "delete", "get", "list", "patch", "update", "watch"));
  }
}
