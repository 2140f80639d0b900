package io.github.perconapg.plan;

import io.github.perconapg.target.Tree;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An object of a release.
 *
 * @param apiVersion its API version
 * @param kind its kind
 * @param namespace its namespace; empty when it is cluster-scoped
 * @param name its name
 * @param content the object as it is rendered
 */
public record RenderedObject(
    String apiVersion, String kind, String namespace, String name, Map<String, Object> content) {

  /**
   * Kinds without a namespace that a chart of an operator may hold. A template may leave the
   * namespace out, so its absence does not tell.
   */
  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "ClusterRole",
          "ClusterRoleBinding",
          "CustomResourceDefinition",
          "MutatingWebhookConfiguration",
          "Namespace",
          "PriorityClass",
          "ValidatingWebhookConfiguration");

  static RenderedObject of(Map<String, Object> content, String releaseNamespace) {
    var kind = Tree.text(content, "kind");
    var own = Tree.text(content, "metadata", "namespace");
    var namespace = CLUSTER_SCOPED.contains(kind) ? "" : own.isEmpty() ? releaseNamespace : own;
    return new RenderedObject(
        Tree.text(content, "apiVersion"),
        kind,
        namespace,
        Tree.text(content, "metadata", "name"),
        content);
  }

  /** The path of all objects of its kind beside it. */
  public String collection() {
    var path = path();
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** The object's path on the API server; kinds of charts have regular plurals. */
  public String path() {
    var lower = kind.toLowerCase(Locale.ROOT);
    var plural =
        lower.endsWith("y")
            ? lower.substring(0, lower.length() - 1) + "ies"
            : lower.endsWith("s") ? lower + "es" : lower + "s";
    var root = apiVersion.contains("/") ? "/apis/" : "/api/";
    var scope = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
    return root + apiVersion + scope + "/" + plural + "/" + name;
  }

  /** Its name, after its namespace where that is not the given one. */
  String nameIn(String releaseNamespace) {
    return namespace.isEmpty() || namespace.equals(releaseNamespace)
        ? name
        : namespace + "/" + name;
  }

  /** The object for a person: kind and namespace/name. */
  public String shown() {
    return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
