package io.github.perconapg.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.plan.WellKnownMetadata;
import io.github.perconapg.target.Connection;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates the namespace by POST. Only a POST that was answered with 201 proves that this tool made
 * it; that is why the label that allows destroy to remove it is in the POST and never added later.
 */
final class NamespaceCreate {

  private final Connection connection;

  NamespaceCreate(Connection connection) {
    this.connection = connection;
  }

  /** Whether this call created it; false when somebody else was quicker. */
  boolean create(DesiredState desired) {
    var namespace =
        Map.<String, Object>of(
            "apiVersion",
            "v1",
            "kind",
            "Namespace",
            "metadata",
            Map.of("name", desired.namespace(), "labels", labels(desired)));
    try {
      var unused = connection.api().post("/api/v1/namespaces", namespace);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw connection.failure("creating namespace " + desired.namespace(), e);
    }
  }

  /** The labels that the resource's ecosystem puts on a namespace, and ours. */
  private static Map<String, String> labels(DesiredState desired) {
    var metadata = desired.input().target().metadata();
    var labels = new LinkedHashMap<String, String>();
    labels.put("planton.ai/resource", "true");
    labels.put("planton.ai/kind", PerconaPostgresqlOperator.KIND);
    put(labels, "planton.ai/name", metadata.name());
    put(labels, "planton.ai/id", metadata.id());
    put(labels, "planton.ai/organization", metadata.org());
    put(labels, "planton.ai/environment", metadata.env());
    labels.put(WellKnownMetadata.CREATED_FOR, desired.release());
    return labels;
  }

  private static void put(Map<String, String> labels, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      labels.put(key, value);
    }
  }
}
