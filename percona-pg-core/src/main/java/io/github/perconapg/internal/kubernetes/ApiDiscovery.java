package io.github.perconapg.internal.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.yaml.Unstructured;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that an API server serves, which everybody may ask for. Asked for once, in two requests
 * where the server knows aggregated discovery (Kubernetes 1.27 and later), else in one for each
 * version of each group. Safe for use by several threads.
 */
public final class ApiDiscovery {

  private final ApiRequests api;
  private @Nullable Map<String, List<Map<String, Object>>> known;

  /** Asks over the given requests, when the first question comes. */
  ApiDiscovery(ApiRequests api) {
    this.api = api;
  }

  /**
   * How a kind is served.
   *
   * @param plural its name in paths, for example {@code endpoints}
   * @param namespaced whether its objects are in namespaces
   */
  public record Resource(String plural, boolean namespaced) {}

  /** How a kind is served; empty when it is not. */
  public Optional<Resource> find(String apiVersion, String kind) {
    return resources().getOrDefault(apiVersion, List.of()).stream()
        .filter(resource -> Unstructured.text(resource, "kind").equals(kind))
        .filter(resource -> !Unstructured.text(resource, "name").contains("/"))
        .map(
            resource ->
                new Resource(
                    Unstructured.text(resource, "name"),
                    Boolean.TRUE.equals(resource.get("namespaced"))))
        .findFirst();
  }

  /**
   * The resources by their API version, as {@code /apis/GROUP/VERSION} lists them, subresources
   * among them; a group's preferred version comes first.
   */
  public synchronized Map<String, List<Map<String, Object>>> resources() {
    var resources = known;
    if (resources == null) {
      resources = new LinkedHashMap<>();
      add("/api", resources);
      add("/apis", resources);
      known = resources;
    }
    return resources;
  }

  private void add(String root, Map<String, List<Map<String, Object>>> resources) {
    var answer = api.discover(root);
    if (answer == null) {
      return;
    }
    if (answer.containsKey("items")) {
      for (var group : Unstructured.list(answer, "items")) {
        var name = Unstructured.text(group, "metadata", "name");
        for (var version : Unstructured.list(group, "versions")) {
          var text = Unstructured.text(version, "version");
          resources.put(name.isEmpty() ? text : name + "/" + text, listed(version));
        }
      }
      return;
    }
    var versions = new ArrayList<String>();
    Unstructured.list(answer, "versions").forEach(version -> versions.add(version.toString()));
    for (var group : Unstructured.list(answer, "groups")) {
      Unstructured.list(group, "versions")
          .forEach(v -> versions.add(Unstructured.text(v, "groupVersion")));
    }
    var lists = ParallelRequests.ask(versions, v -> list(root + "/" + v));
    for (var i = 0; i < versions.size(); i++) {
      resources.put(
          versions.get(i),
          Unstructured.list(lists.get(i).orElse(null), "resources").stream()
              .map(Unstructured::map)
              .toList());
    }
  }

  /** Skips a group whose own server is down, as aggregated discovery does. */
  private Optional<Map<String, Object>> list(String path) {
    try {
      return Optional.ofNullable(api.get(path));
    } catch (KubernetesClientException e) {
      if (e.getCode() < HttpURLConnection.HTTP_INTERNAL_ERROR) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Aggregated discovery in the form of the lists that are older. */
  private static List<Map<String, Object>> listed(Object version) {
    var resources = new ArrayList<Map<String, Object>>();
    for (var resource : Unstructured.list(version, "resources")) {
      var name = Unstructured.text(resource, "resource");
      var namespaced = Unstructured.text(resource, "scope").equals("Namespaced");
      resources.add(listed(name, namespaced, resource));
      for (var sub : Unstructured.list(resource, "subresources")) {
        resources.add(listed(name + "/" + Unstructured.text(sub, "subresource"), namespaced, sub));
      }
    }
    return resources;
  }

  private static Map<String, Object> listed(String name, boolean namespaced, Object resource) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("name", name);
    entry.put("singularName", Unstructured.text(resource, "singularResource"));
    entry.put("namespaced", namespaced);
    for (var part : List.of("group", "version", "kind")) {
      entry.put(part, Unstructured.text(resource, "responseKind", part));
    }
    entry.put("verbs", Unstructured.list(resource, "verbs"));
    return entry;
  }
}
