package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.kubernetes.ApiDiscovery;
import io.github.perconapg.internal.kubernetes.ResourceNames;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of a release.
 *
 * @param apiVersion its API version
 * @param kind its kind
 * @param plural its kind in paths
 * @param namespace its namespace; empty when it is cluster-scoped
 * @param name its name
 * @param content the object as it is rendered
 */
public record RenderedObject(
    String apiVersion,
    String kind,
    String plural,
    String namespace,
    String name,
    Map<String, Object> content) {

  /**
   * Makes an object of its parsed document.
   *
   * @param discovery looks up unknown kinds; null to guess them
   */
  public static RenderedObject of(
      Map<String, Object> content, String releaseNamespace, @Nullable ApiDiscovery discovery) {
    var apiVersion = Unstructured.text(content, "apiVersion");
    var kind = Unstructured.text(content, "kind");
    var resource = ResourceNames.of(apiVersion, kind, discovery);
    var own = Unstructured.text(content, "metadata", "namespace");
    var namespace = !resource.namespaced() ? "" : own.isEmpty() ? releaseNamespace : own;
    return new RenderedObject(
        apiVersion,
        kind,
        resource.plural(),
        namespace,
        Unstructured.text(content, "metadata", "name"),
        content);
  }

  /** The path of all objects of its kind beside it. */
  public String collection() {
    var path = path();
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** The object's path on the API server. */
  public String path() {
    var root = apiVersion.contains("/") ? "/apis/" : "/api/";
    var scope = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
    return root + apiVersion + scope + "/" + plural + "/" + name;
  }

  /** Its name, after its namespace where that is not the given one. */
  public String nameIn(String releaseNamespace) {
    return namespace.isEmpty() || namespace.equals(releaseNamespace)
        ? name
        : namespace + "/" + name;
  }

  /** The object for a person: kind and namespace/name. */
  public String shown() {
    return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
