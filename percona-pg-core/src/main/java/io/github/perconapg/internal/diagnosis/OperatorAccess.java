package io.github.perconapg.internal.diagnosis;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.operator.OperatorTarget;
import io.github.perconapg.internal.yaml.Unstructured;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the operator's ServiceAccount may do of what the release's Roles promise: the server's
 * authorizer is asked about one verb of each resource, since it knows of bindings, aggregation and
 * policies.
 */
public final class OperatorAccess {

  private static final String REVIEWS = "/apis/authorization.k8s.io/v1/";

  private final ApiRequests api;
  private final OperatorTarget operator;

  public OperatorAccess(ApiRequests api, OperatorTarget operator) {
    this.api = api;
    this.operator = operator;
  }

  /**
   * What the authorizer answered.
   *
   * @param account the ServiceAccount's name; empty where the chart renders none
   * @param asked how many questions there were; 0 where the chart renders no Role
   * @param denied each that was answered with no, for a person
   */
  public record Review(String account, int asked, List<String> denied) {}

  /** Asks the authorizer for everything that the Roles promise. */
  public Review review() {
    var accounts =
        operator.access().stream().filter(o -> o.kind().equals("ServiceAccount")).toList();
    if (accounts.isEmpty()) {
      return new Review("", 0, List.of());
    }
    var account = accounts.get(0);
    var denied = new ArrayList<String>();
    var asked = 0;
    for (var role : operator.access()) {
      if (role.kind().equals("Role") || role.kind().equals("ClusterRole")) {
        for (var question : questions(role)) {
          asked++;
          if (!allowed(account, question)) {
            denied.add(shown(question));
          }
        }
      }
    }
    return new Review(account.name(), asked, List.copyOf(denied));
  }

  /** Returns the cause of the operator being forbidden something. */
  public Cause cause(String fact) {
    return AccessCause.of(operator, FailureProbe.absent(api, operator), fact);
  }

  /**
   * Tells whether the operator is known to lack permissions: the authorizer says so, or, where it
   * may not be asked, nothing binds them.
   */
  public boolean denied() {
    try {
      var review = review();
      if (review.asked() > 0) {
        return !review.denied().isEmpty();
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
    }
    return !AccessCause.rendersBinding(operator) || !FailureProbe.absent(api, operator).isEmpty();
  }

  private static List<Map<String, Object>> questions(RenderedObject role) {
    var questions = new ArrayList<Map<String, Object>>();
    for (var rule : Unstructured.list(role.content(), "rules")) {
      var verbs = Unstructured.list(rule, "verbs").stream().map(Objects::toString).toList();
      for (var group : Unstructured.list(rule, "apiGroups")) {
        for (var resource : Unstructured.list(rule, "resources")) {
          questions.add(question(role, verbs, group.toString(), resource.toString()));
        }
      }
    }
    return questions;
  }

  private static Map<String, Object> question(
      RenderedObject role, List<String> verbs, String group, String resource) {
    var slash = resource.indexOf('/');
    var attributes = new HashMap<String, Object>();
    attributes.put("verb", verbs.contains("list") ? "list" : verbs.get(0));
    attributes.put("group", group);
    attributes.put("resource", slash < 0 ? resource : resource.substring(0, slash));
    if (slash >= 0) {
      attributes.put("subresource", resource.substring(slash + 1));
    }
    if (!role.namespace().isEmpty()) {
      attributes.put("namespace", role.namespace());
    }
    return attributes;
  }

  private boolean allowed(RenderedObject account, Map<String, Object> question) {
    var user = "system:serviceaccount:" + account.namespace() + ":" + account.name();
    var groups =
        List.of(
            "system:serviceaccounts",
            "system:serviceaccounts:" + account.namespace(),
            "system:authenticated");
    var namespace = Unstructured.text(question, "namespace");
    var local = !namespace.isEmpty();
    var kind = local ? "LocalSubjectAccessReview" : "SubjectAccessReview";
    var path =
        local
            ? REVIEWS + "namespaces/" + namespace + "/localsubjectaccessreviews"
            : REVIEWS + "subjectaccessreviews";
    var review = new HashMap<String, Object>();
    review.put("apiVersion", "authorization.k8s.io/v1");
    review.put("kind", kind);
    if (local) {
      review.put("metadata", Map.of("namespace", namespace));
    }
    review.put("spec", Map.of("user", user, "groups", groups, "resourceAttributes", question));
    return Boolean.TRUE.equals(Unstructured.at(api.post(path, review), "status", "allowed"));
  }

  private static String shown(Map<String, Object> question) {
    var subresource = Unstructured.text(question, "subresource");
    var group = Unstructured.text(question, "group");
    var namespace = Unstructured.text(question, "namespace");
    return Unstructured.text(question, "verb")
        + " "
        + Unstructured.text(question, "resource")
        + (subresource.isEmpty() ? "" : "/" + subresource)
        + (group.isEmpty() ? "" : "." + group)
        + (namespace.isEmpty() ? " in all namespaces" : " in namespace " + namespace);
  }
}
