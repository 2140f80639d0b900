package io.github.perconapg.internal.verify;

import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.operator.LabelSelector;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Finds webhooks that the API server has to call for the operator's objects and that cannot answer:
 * the Service does not exist, or has no ready endpoint.
 */
final class WebhookCheck {

  private static final String ADMISSION = "/apis/admissionregistration.k8s.io/v1/";
  private static final List<String> KINDS =
      List.of("validatingwebhookconfigurations", "mutatingwebhookconfigurations");

  /** What the operator writes; a webhook about anything else is not in its way. */
  private static final Set<String> GROUPS =
      Set.of(
          "*",
          "",
          "apps",
          "batch",
          "coordination.k8s.io",
          "pgv2.percona.com",
          "upstream.pgv2.percona.com",
          "postgres-operator.crunchydata.com");

  /** Of the core group it writes these; a webhook about nodes, for example, is not in its way. */
  private static final Set<String> CORE =
      Set.of(
          "*",
          "*/*",
          "configmaps",
          "endpoints",
          "events",
          "persistentvolumeclaims",
          "pods",
          "secrets",
          "serviceaccounts",
          "services");

  private final ApiRequests api;
  private final String namespace;

  /**
   * @param namespace where the operator is
   */
  WebhookCheck(ApiRequests api, String namespace) {
    this.api = api;
    this.namespace = namespace;
  }

  CheckOutcome look() {
    var labels = Unstructured.map(api.get(ApiPath.namespace(namespace)), "metadata", "labels");
    var broken = new ArrayList<String>();
    var ignored = new ArrayList<String>();
    var asked = 0;
    for (var kind : KINDS) {
      for (var configuration : Unstructured.list(api.get(ADMISSION + kind), "items")) {
        for (var webhook : Unstructured.list(configuration, "webhooks")) {
          if (concerns(webhook, labels)) {
            asked++;
            var problem = problem(Unstructured.map(webhook, "clientConfig", "service"));
            if (!problem.isEmpty()) {
              (mustAnswer(webhook) ? broken : ignored)
                  .add(
                      Unstructured.text(configuration, "metadata", "name")
                          + "/"
                          + Unstructured.text(webhook, "name")
                          + ": "
                          + problem);
            }
          }
        }
      }
    }
    if (broken.isEmpty()) {
      return CheckOutcome.passed(
          asked == 0 ? "no webhook is asked about its objects" : "none of " + asked + " is broken",
          ignored.stream()
              .map(hook -> hook + " (which is ignored, or concerns some objects only)")
              .toList());
    }
    return CheckOutcome.failed(
        "a webhook that has to be asked about its objects is broken",
        broken,
        ProblemCode.ADMISSION_DENIED.advice());
  }

  /** Tells whether a failure of it refuses whatever the operator writes. */
  private static boolean mustAnswer(Object webhook) {
    return !Unstructured.text(webhook, "failurePolicy").equals("Ignore")
        && LabelSelector.takes(Unstructured.at(webhook, "objectSelector"), Map.of())
        && Unstructured.list(webhook, "matchConditions").isEmpty();
  }

  private boolean concerns(Object webhook, Map<String, Object> labels) {
    return LabelSelector.takes(Unstructured.at(webhook, "namespaceSelector"), labels)
        && Unstructured.list(webhook, "rules").stream().anyMatch(WebhookCheck::concerns);
  }

  private static boolean concerns(Object rule) {
    return Unstructured.list(rule, "apiGroups").stream()
        .anyMatch(
            group ->
                GROUPS.contains(group.toString())
                    && (!group.equals("")
                        || Unstructured.list(rule, "resources").stream()
                            .map(Objects::toString)
                            .anyMatch(CORE::contains)));
  }

  /** Why it cannot answer; empty if it can, or if it is no Service of this cluster. */
  private String problem(Map<String, Object> service) {
    if (service.isEmpty()) {
      return "";
    }
    var where = Unstructured.text(service, "namespace");
    var name = Unstructured.text(service, "name");
    if (api.get(ApiPath.core(where, "services") + "/" + name) == null) {
      return "Service " + where + "/" + name + " does not exist";
    }
    var slices =
        api.get(
            ApiPath.selecting(
                "/apis/discovery.k8s.io/v1/namespaces/" + where + "/endpointslices",
                "kubernetes.io/service-name=" + name));
    var ready =
        Unstructured.list(slices, "items").stream()
            .flatMap(slice -> Unstructured.list(slice, "endpoints").stream())
            .anyMatch(e -> !Boolean.FALSE.equals(Unstructured.at(e, "conditions", "ready")));
    return ready ? "" : "Service " + where + "/" + name + " has no ready endpoint";
  }
}
