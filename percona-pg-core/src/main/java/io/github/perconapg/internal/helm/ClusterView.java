package io.github.perconapg.internal.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.yaml.Unstructured;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What Helm is told of the cluster while it renders: version and kinds as the API server has them,
 * and the objects that a template looks up. The worker hands it on, so that Helm itself reaches no
 * host and has no credential.
 *
 * @param answers the API server's answers by their paths: {@code /version} and discovery
 * @param lookup answers what a template looks up, by its path
 */
record ClusterView(Map<String, String> answers, Function<String, Answer> lookup) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An answer of the API server. */
  record Answer(int status, String body) {}

  /**
   * A cluster as it will be once some CRDs are applied.
   *
   * @param added the kinds of the CRDs that are applied before Helm runs
   */
  static ClusterView of(Connection connection, List<ServedKind> added) {
    var resources = new LinkedHashMap<>(connection.discovery().resources());
    for (var kind : added) {
      var all = new ArrayList<>(resources.getOrDefault(kind.apiVersion(), List.of()));
      all.add(kind.resource());
      resources.put(kind.apiVersion(), all);
    }
    return of(
        connection.version(),
        resources,
        new ClusterLookup(connection.api(), connection.redactor()));
  }

  /**
   * A cluster by what it says of itself.
   *
   * @param version the answer to {@code /version}
   * @param resources as {@link io.github.perconapg.internal.kubernetes.ApiDiscovery#resources} has
   *     them
   */
  static ClusterView of(
      Map<String, Object> version,
      Map<String, List<Map<String, Object>>> resources,
      Function<String, Answer> lookup) {
    var answers = new LinkedHashMap<String, String>();
    answers.put("/version", json(version));
    answers.put("/api", aggregated(resources, false));
    answers.put("/apis", aggregated(resources, true));
    resources.forEach((name, list) -> answers.put(path(name), listed(name, list)));
    return new ClusterView(answers, lookup);
  }

  /**
   * A view with the records of a release as they will be when Helm runs.
   *
   * @param revision the newest, over which Helm upgrades; 0 for none
   */
  ClusterView withRevision(String namespace, String release, int revision) {
    var list =
        Map.of(
            "kind",
            "SecretList",
            "apiVersion",
            "v1",
            "items",
            revision == 0 ? List.of() : List.of(record(namespace, release, revision)));
    var all = new LinkedHashMap<>(answers);
    all.put(ApiPath.core(namespace, "secrets"), json(list));
    return new ClusterView(all, lookup);
  }

  /** As little of a deployed revision as Helm needs: its objects and values do not count. */
  private static Map<String, Object> record(String namespace, String release, int revision) {
    var stored =
        json(
            Map.of(
                "name",
                release,
                "namespace",
                namespace,
                "version",
                revision,
                "info",
                Map.of("status", "deployed"),
                "chart",
                Map.of("metadata", Map.of("name", release, "version", "0.0.0")),
                "manifest",
                ""));
    var helms = Base64.getEncoder().encode(stored.getBytes(StandardCharsets.UTF_8));
    return Map.of(
        "metadata",
        Map.of(
            "name",
            "sh.helm.release.v1." + release + ".v" + revision,
            "namespace",
            namespace,
            "labels",
            Map.of(
                "name",
                release,
                "owner",
                "helm",
                "status",
                "deployed",
                "version",
                Integer.toString(revision))),
        "type",
        "helm.sh/release.v1",
        "data",
        Map.of("release", Base64.getEncoder().encodeToString(helms)));
  }

  private static String path(String apiVersion) {
    return (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
  }

  private static String listed(String apiVersion, List<Map<String, Object>> resources) {
    return json(
        Map.of(
            "kind",
            "APIResourceList",
            "apiVersion",
            "v1",
            "groupVersion",
            apiVersion,
            "resources",
            resources));
  }

  /** All groups in one answer: a request for a single one is then that of a lookup. */
  private static String aggregated(
      Map<String, List<Map<String, Object>>> resources, boolean groups) {
    var versions = new LinkedHashMap<String, List<Object>>();
    resources.forEach(
        (apiVersion, list) -> {
          var slash = apiVersion.indexOf('/');
          if ((slash > 0) == groups) {
            versions
                .computeIfAbsent(
                    slash < 0 ? "" : apiVersion.substring(0, slash), name -> new ArrayList<>())
                .add(
                    Map.of(
                        "version",
                        apiVersion.substring(slash + 1),
                        "freshness",
                        "Current",
                        "resources",
                        aggregated(list, apiVersion)));
          }
        });
    var items = new ArrayList<Object>();
    versions.forEach(
        (group, of) -> items.add(Map.of("metadata", Map.of("name", group), "versions", of)));
    return json(
        Map.of(
            "kind",
            "APIGroupDiscoveryList",
            "apiVersion",
            "apidiscovery.k8s.io/v2",
            "metadata",
            Map.of(),
            "items",
            items));
  }

  private static List<Object> aggregated(List<Map<String, Object>> resources, String apiVersion) {
    var all = new LinkedHashMap<String, Map<String, Object>>();
    var subresources = new LinkedHashMap<String, List<Object>>();
    for (var resource : resources) {
      var name = Unstructured.text(resource, "name");
      var slash = name.indexOf('/');
      var entry = new LinkedHashMap<String, Object>();
      entry.put("responseKind", kind(resource, apiVersion));
      entry.put("verbs", Unstructured.list(resource, "verbs"));
      if (slash > 0) {
        entry.put("subresource", name.substring(slash + 1));
        subresources
            .computeIfAbsent(name.substring(0, slash), parent -> new ArrayList<>())
            .add(entry);
      } else {
        entry.put("resource", name);
        entry.put("singularResource", Unstructured.text(resource, "singularName"));
        entry.put(
            "scope", Boolean.TRUE.equals(resource.get("namespaced")) ? "Namespaced" : "Cluster");
        all.put(name, entry);
      }
    }
    subresources.forEach(
        (parent, of) -> {
          var entry = all.get(parent);
          if (entry != null) {
            entry.put("subresources", of);
          }
        });
    return List.copyOf(all.values());
  }

  /** Adds group and version, which a list omits if they are its own. */
  private static Map<String, Object> kind(Map<String, Object> resource, String apiVersion) {
    var slash = apiVersion.indexOf('/');
    var own = Unstructured.text(resource, "version").isEmpty();
    return Map.of(
        "group",
        own ? apiVersion.substring(0, Math.max(0, slash)) : Unstructured.text(resource, "group"),
        "version",
        own ? apiVersion.substring(slash + 1) : Unstructured.text(resource, "version"),
        "kind",
        Unstructured.text(resource, "kind"));
  }

  static String json(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a tree of maps, lists and scalars", e);
    }
  }
}
