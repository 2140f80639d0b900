package io.github.perconapg.internal.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.problem.AdmissionRejection;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.ProblemCode;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the cluster would admit the operator's pod: quotas, LimitRanges, Pod Security and
 * webhooks. A Deployment is admitted whatever its pod is, and the pod is refused later, unseen by
 * regardless of who wrote the Deployment; so a dry run creates the pod itself.
 */
final class PodAdmission {

  private final Connection connection;
  private final ApiRequests api;
  private final PlanFindings findings;

  PodAdmission(Connection connection, PlanFindings findings) {
    this.connection = connection;
    this.api = connection.api();
    this.findings = findings;
  }

  /**
   * Tries each pod of a revision in namespaces that exist.
   *
   * @param objects what it renders
   * @param previous what the current revision renders; its pods go first, and free what they take
   */
  void look(List<RenderedObject> objects, List<RenderedObject> previous) {
    for (var object : objects) {
      if (object.kind().equals("Deployment") && !object.content().isEmpty()) {
        attempt(object, previous.stream().anyMatch(f -> f.path().equals(object.path())));
      }
    }
  }

  private void attempt(RenderedObject deployment, boolean replaces) {
    var path = ApiPath.core(deployment.namespace(), "pods");
    try {
      var unused = api.post(path + "?dryRun=All", pod(deployment));
    } catch (KubernetesClientException e) {
      var denial = AdmissionRejection.of(String.valueOf(e.getMessage()));
      if (denial.isEmpty()) {
        if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
          findings.notes.add(
              "Whether the cluster admits the operator's pod cannot be told: "
                  + connection.resolved().identity()
                  + " may not create pods in namespace "
                  + deployment.namespace()
                  + ".");
        }
        return; // a webhook without dry runs, for example: the real pod will tell
      }
      var code = denial.get().code();
      if (code == ProblemCode.SERVICE_ACCOUNT_MISSING) {
        return; // a new namespace has its default account a moment later
      }
      if (code == ProblemCode.QUOTA_EXCEEDED && replaces) {
        findings.notes.add(
            "A quota is used up, by the pod that is replaced among others, which goes first: "
                + e.getMessage());
        return;
      }
      findings.refusals.add(
          connection.failure("trying to create the pod of " + deployment.shown(), e).problem());
    }
  }

  /**
   * The pod of a Deployment, but as the default ServiceAccount: its own may not exist yet, and
   * would hide everything else.
   */
  private static Map<String, Object> pod(RenderedObject deployment) {
    var template = Unstructured.map(deployment.content(), "spec", "template");
    var metadata = new HashMap<String, Object>();
    metadata.put("generateName", deployment.name() + "-");
    metadata.put("namespace", deployment.namespace());
    metadata.put("labels", Unstructured.map(template, "metadata", "labels"));
    metadata.put("annotations", Unstructured.map(template, "metadata", "annotations"));
    var spec = new HashMap<>(Unstructured.map(template, "spec"));
    spec.remove("serviceAccountName");
    spec.remove("serviceAccount");
    return Map.of("apiVersion", "v1", "kind", "Pod", "metadata", metadata, "spec", spec);
  }
}
