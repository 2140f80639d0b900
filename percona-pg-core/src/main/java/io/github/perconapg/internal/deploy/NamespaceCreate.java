package io.github.perconapg.internal.deploy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.ownership.WellKnownMetadata;
import io.github.perconapg.internal.plan.DeployPlan;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates the namespace by POST. Only a POST answered with 201 proves that this tool created it, so
 * the label that allows destroy to remove it is in the POST and never added later.
 */
final class NamespaceCreate {

  private final Run run;

  NamespaceCreate(Run run) {
    this.run = run;
  }

  /** Creates the plan's namespace if it does not exist. */
  void create(DeployPlan plan) {
    if (plan.namespace().exists()) {
      return;
    }
    var desired = plan.plan().desired();
    run.steps.run(
        "namespace",
        "create " + desired.namespace(),
        () ->
            create(desired)
                ? "created " + desired.namespace()
                : desired.namespace() + " was created by another process meanwhile");
  }

  /** Returns whether this call created it; false if another process was quicker. */
  private boolean create(DesiredState desired) {
    var namespace =
        Map.<String, Object>of(
            "apiVersion",
            "v1",
            "kind",
            "Namespace",
            "metadata",
            Map.of("name", desired.namespace(), "labels", labels(desired)));
    try {
      var unused = run.api().post("/api/v1/namespaces", namespace);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw run.connection.failure("creating namespace " + desired.namespace(), e);
    }
  }

  /** Returns the labels that the resource's ecosystem puts on a namespace, and ours. */
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
