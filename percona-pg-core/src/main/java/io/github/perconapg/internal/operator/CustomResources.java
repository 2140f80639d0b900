package io.github.perconapg.internal.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.ServedKinds;
import io.github.perconapg.internal.yaml.Unstructured;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists objects of the operator's kinds. A question that is answered with 403 is never taken for a
 * no: it ends in a problem.
 */
public final class CustomResources {

  /** The clusters that users declare. */
  public static final String CLUSTERS = "pgv2.percona.com/v2/perconapgclusters";

  /** Their backups. */
  public static final String BACKUPS = "pgv2.percona.com/v2/perconapgbackups";

  /** Their restores. */
  public static final String RESTORES = "pgv2.percona.com/v2/perconapgrestores";

  /** The clusters that the operator makes of them; operator 3.0 renames the group. */
  public static final List<String> INNER_CLUSTERS =
      List.of(
          "postgres-operator.crunchydata.com/v1beta1/postgresclusters",
          "upstream.pgv2.percona.com/v1beta1/postgresclusters");

  /** The CRDs of the group to which operator 3.0 moves what operator 2 made. */
  private static final List<String> MOVED =
      List.of(
          "postgresclusters.upstream.pgv2.percona.com",
          "pgadmins.upstream.pgv2.percona.com",
          "pgupgrades.upstream.pgv2.percona.com",
          "crunchybridgeclusters.upstream.pgv2.percona.com");

  private final Connection connection;
  private final ApiRequests api;

  /** Asks over the given connection. */
  public CustomResources(Connection connection) {
    this.connection = connection;
    this.api = connection.api();
  }

  /**
   * Returns those of one kind.
   *
   * @param kind {@code group/version/plural}
   * @param namespaces where to look; empty for everywhere
   * @throws io.github.perconapg.problem.PerconaPgException when it cannot be told
   */
  public List<CustomResource> in(String kind, Set<String> namespaces) {
    var found = new ArrayList<CustomResource>();
    if (namespaces.isEmpty()) {
      list(kind, "", found);
    } else {
      namespaces.forEach(namespace -> list(kind, namespace, found));
    }
    return found;
  }

  /**
   * Returns the objects that operator 3.0 or later has made, or moved to its own group, where an
   * older one does not find them. One request where that group is not served.
   *
   * @param namespaces where to look; empty for everywhere
   * @throws io.github.perconapg.problem.PerconaPgException when it cannot be told
   */
  public List<CustomResource> moved(Set<String> namespaces) {
    return movedKinds().stream().flatMap(kind -> in(kind, namespaces).stream()).toList();
  }

  /** Returns the kinds of {@link #moved} that this cluster serves. */
  public List<String> movedKinds() {
    var served = new ServedKinds(api).of(MOVED);
    return MOVED.stream()
        .filter(served::containsKey)
        .map(crd -> served.getOrDefault(crd, ""))
        .toList();
  }

  /**
   * The path of all objects of a kind.
   *
   * @param namespace the namespace; empty for everywhere
   */
  public static String path(String kind, String namespace) {
    var scope = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
    return "/apis/" + kind.substring(0, kind.lastIndexOf('/')) + scope + "/" + pluralOf(kind);
  }

  /** The group of a kind, for example {@code pgv2.percona.com}. */
  public static String groupOf(String kind) {
    return kind.substring(0, kind.indexOf('/'));
  }

  /** The plural of a kind, for example {@code perconapgclusters}. */
  public static String pluralOf(String kind) {
    return kind.substring(kind.lastIndexOf('/') + 1);
  }

  private void list(String kind, String namespace, List<CustomResource> found) {
    var where = namespace.isEmpty() ? "all namespaces" : "namespace " + namespace;
    var doing = "asking whether there are " + pluralOf(kind) + " in " + where;
    try {
      var list = api.get(path(kind, namespace));
      var known = list == null ? served(kind) : kind;
      if (known == null) {
        return;
      }
      if (list == null && !known.equals(kind)) {
        list = api.get(path(known, namespace));
      }
      if (list == null) {
        throw connection.failure(doing, new KubernetesClientException("not found", 404, null));
      }
      Unstructured.list(list, "items")
          .forEach(item -> found.add(new CustomResource(known, Unstructured.map(item))));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && served(kind) == null) {
        return;
      }
      throw connection.failure(doing, e);
    }
  }

  /**
   * The kind in a version in which the cluster serves it, its own where that is one; null when the
   * cluster does not know it at all. Rights are looked at before existence, so a caller with few of
   * them gets 403 for what does not exist; and a 404 is also the answer where only another version
   * is served, or a proxy does not know the path.
   */
  private @Nullable String served(String kind) {
    var group = groupOf(kind);
    var plural = pluralOf(kind);
    var versions = new LinkedHashSet<>(List.of(kind.split("/", 3)[1]));
    Unstructured.list(api.get("/apis/" + group), "versions")
        .forEach(version -> versions.add(Unstructured.text(version, "version")));
    return versions.stream()
        .map(version -> group + "/" + version)
        .filter(
            version ->
                Unstructured.list(api.get("/apis/" + version), "resources").stream()
                    .anyMatch(r -> Unstructured.text(r, "name").equals(plural)))
        .map(version -> version + "/" + plural)
        .findFirst()
        .orElse(null);
  }
}
