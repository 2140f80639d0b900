package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.kubernetes.ResourceNames;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The objects that the operator's chart is known to render, by name only. Lets a plan look for
 * foreign objects without Helm; before anything is written, deploy looks again with the objects
 * that Helm really renders.
 */
public final class ChartObjects {

  private ChartObjects() {}

  /** The names follow the chart's {@code fullname} template, the same in 2.5.0 to 3.0.0. */
  public static List<RenderedObject> expected(
      Map<String, Object> values, String chartName, String release, String namespace) {
    var name = fullName(values, chartName, release);
    var wide = !watched(values, namespace).equals(Set.of(namespace));
    var roles = wide ? "Cluster" : "";
    var scope = wide ? "" : namespace;
    return List.of(
        object("v1", "ServiceAccount", name, namespace),
        object("rbac.authorization.k8s.io/v1", roles + "Role", name, scope),
        object("rbac.authorization.k8s.io/v1", roles + "RoleBinding", name, scope),
        object("apps/v1", "Deployment", name, namespace));
  }

  /** The namespaces that the operator would watch by its values; empty for all. */
  public static Set<String> watched(Map<String, Object> values, String namespace) {
    var some = Objects.toString(values.get("watchNamespace"), "");
    if (some.isBlank()) {
      return Boolean.TRUE.equals(values.get("watchAllNamespaces")) ? Set.of() : Set.of(namespace);
    }
    var watched = new LinkedHashSet<String>();
    Arrays.stream(some.split(",", -1)).map(String::strip).forEach(watched::add);
    return watched;
  }

  private static String fullName(Map<String, Object> values, String chartName, String release) {
    var full = Objects.toString(values.get("fullnameOverride"), "");
    if (!full.isEmpty()) {
      return full;
    }
    var override = Objects.toString(values.get("nameOverride"), "");
    var name = override.isEmpty() ? chartName : override;
    return release.contains(name) ? release : release + "-" + name;
  }

  private static RenderedObject object(
      String apiVersion, String kind, String name, String namespace) {
    var plural = ResourceNames.of(apiVersion, kind, null).plural();
    return new RenderedObject(apiVersion, kind, plural, namespace, name, Map.of());
  }
}
