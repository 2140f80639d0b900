package io.github.perconapg.internal.permission;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.ParallelRequests;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server whether the caller may do what a verb needs, before it does any of it. Each
 * permission is reviewed by itself (SelfSubjectAccessReview): a list of rules
 * (SelfSubjectRulesReview) is incomplete wherever nodes are authorised by their own authorizer,
 * which is almost everywhere.
 */
public final class AccessReview {

  private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

  private final Connection connection;
  private final ApiRequests api;
  private @Nullable Boolean everything;

  /** Asks over the given connection. */
  public AccessReview(Connection connection) {
    this.connection = connection;
    this.api = connection.api();
  }

  /**
   * The permissions that the caller lacks, a problem for each resource, with the rule that would
   * grant them; empty when it lacks none. Who may do everything is asked once.
   *
   * @param needed what is needed
   * @param what the verb that needs it, for example {@code deploy}
   * @throws KubernetesClientException when the server answers with an error
   */
  public List<Problem> missing(Collection<Permission> needed, String what) {
    return problems(lacking(needed), what);
  }

  /**
   * Returns the permissions that the caller lacks.
   *
   * @throws KubernetesClientException when the server answers with an error
   */
  List<Permission> lacking(Collection<Permission> needed) {
    if (needed.isEmpty() || everything()) {
      return List.of();
    }
    var asked = List.copyOf(needed);
    var allowed = ParallelRequests.ask(asked, this::allowed);
    var lacking = new ArrayList<Permission>();
    for (var i = 0; i < asked.size(); i++) {
      if (!allowed.get(i)) {
        lacking.add(asked.get(i));
      }
    }
    return lacking;
  }

  private boolean everything() {
    var known = everything;
    if (known == null) {
      known = allowed(new Permission("*", "*", "*", ""));
      everything = known;
    }
    return known;
  }

  private boolean allowed(Permission right) {
    var slash = right.resource().indexOf('/');
    var attributes = new HashMap<String, Object>();
    attributes.put("verb", right.verb());
    attributes.put("group", right.group());
    attributes.put("resource", slash < 0 ? right.resource() : right.resource().substring(0, slash));
    if (slash >= 0) {
      attributes.put("subresource", right.resource().substring(slash + 1));
    }
    if (!right.namespace().isEmpty()) {
      attributes.put("namespace", right.namespace());
    }
    var review =
        Map.of(
            "apiVersion",
            "authorization.k8s.io/v1",
            "kind",
            "SelfSubjectAccessReview",
            "spec",
            Map.<String, Object>of("resourceAttributes", attributes));
    return Boolean.TRUE.equals(Unstructured.at(api.post(PATH, review), "status", "allowed"));
  }

  /** One for all missing verbs of a resource in one place. */
  private List<Problem> problems(List<Permission> lacking, String what) {
    var verbs = new LinkedHashMap<Permission, TreeSet<String>>();
    lacking.forEach(
        right ->
            verbs
                .computeIfAbsent(
                    new Permission("", right.group(), right.resource(), right.namespace()),
                    key -> new TreeSet<>())
                .add(right.verb()));
    return verbs.entrySet().stream()
        .map(entry -> problem(entry.getKey(), entry.getValue(), what))
        .toList();
  }

  private Problem problem(Permission where, Set<String> verbs, String what) {
    var clusterWide = where.namespace().isEmpty();
    return Problem.of(
            ProblemCode.PERMISSION_MISSING,
            "%s may not %s %s%s, which %s needs"
                .formatted(
                    connection.resolved().identity(),
                    String.join(", ", verbs),
                    where.resource().equals("*") ? "all resources" : where.resource(),
                    clusterWide ? "" : " in namespace " + where.namespace(),
                    what),
            "Ask an administrator for this permission, or run as a user who has it."
                + hint(where.resource()))
        .facts(
            List.of(
                clusterWide
                    ? "The rule that is missing, in a ClusterRole:"
                    : "The rule that is missing, in a Role of the namespace "
                        + where.namespace()
                        + ":",
                RoleYaml.rule(where, verbs)));
  }

  private static String hint(String resource) {
    return switch (resource) {
      case "namespaces" -> " createNamespace: false needs none.";
      case "customresourcedefinitions" ->
          " With crds=check an administrator applies the CRDs instead.";
      default -> " percona-pg:rbac prints all that a deployer needs.";
    };
  }
}
