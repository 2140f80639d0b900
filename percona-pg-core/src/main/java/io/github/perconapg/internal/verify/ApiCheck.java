package io.github.perconapg.internal.verify;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.operator.CustomResources;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the API server accepts a small cluster, backup and restore. By dry runs, which admission
 * takes part in, and only on request: verify writes nothing otherwise.
 */
final class ApiCheck {

  private static final String NAME = "percona-pg-verify";

  private ApiCheck() {}

  static CheckOutcome look(ApiRequests api, String namespace) {
    var refused = new ArrayList<String>();
    objects(namespace)
        .forEach(
            (kind, object) -> {
              try {
                var path = CustomResources.path(kind, namespace) + "?dryRun=All";
                var unused = api.post(path, object);
              } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && isRight(e)) {
                  throw e;
                }
                refused.add(object.get("kind") + ": " + e.getMessage());
              }
            });
    return refused.isEmpty()
        ? CheckOutcome.passed("a cluster, a backup and a restore would be accepted")
        : CheckOutcome.failed(
            "the API server does not accept databases",
            refused,
            "Fix what it names: a CRD, a webhook or a policy.");
  }

  /** Admission answers with 403 as well; a missing right names the user and the verb. */
  private static boolean isRight(KubernetesClientException e) {
    return String.valueOf(e.getMessage()).contains("cannot create resource");
  }

  /** With the fields that the CRDs require (2.5.0 to 3.0.0), by where they are served. */
  private static Map<String, Map<String, Object>> objects(String namespace) {
    var volume =
        Map.of(
            "accessModes",
            List.of("ReadWriteOnce"),
            "resources",
            Map.of("requests", Map.of("storage", "1Gi")));
    var repository =
        Map.of("name", "repo1", "volume", Map.<String, Object>of("volumeClaimSpec", volume));
    var cluster =
        Map.<String, Object>of(
            "postgresVersion",
            17,
            "instances",
            List.of(Map.of("name", "instance1", "replicas", 1, "dataVolumeClaimSpec", volume)),
            "backups",
            Map.of("pgbackrest", Map.of("repos", List.of(repository))));
    var ofCluster = Map.<String, Object>of("pgCluster", NAME, "repoName", "repo1");
    var objects = new LinkedHashMap<String, Map<String, Object>>();
    objects.put(CustomResources.CLUSTERS, object("PerconaPGCluster", namespace, cluster));
    objects.put(CustomResources.BACKUPS, object("PerconaPGBackup", namespace, ofCluster));
    objects.put(CustomResources.RESTORES, object("PerconaPGRestore", namespace, ofCluster));
    return objects;
  }

  private static Map<String, Object> object(
      String kind, String namespace, Map<String, Object> spec) {
    return Map.of(
        "apiVersion",
        "pgv2.percona.com/v2",
        "kind",
        kind,
        "metadata",
        Map.of("name", NAME, "namespace", namespace),
        "spec",
        spec);
  }
}
