package io.github.perconapg.deploy;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.github.perconapg.plan.DeployPlan;
import io.github.perconapg.plan.RenderedObject;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks before the first write whether the caller may do all that a deploy does. The chart's objects
 * were tried by the plan's dry runs, where the namespace exists; where it does not, they are asked
 * for as well.
 */
final class RightsCheck {

  private static final String CRDS = "customresourcedefinitions";

  private final Connection connection;
  private final DeployPlan plan;
  private final String namespace;
  private final List<Problem> missing = new ArrayList<>();

  RightsCheck(Connection connection, DeployPlan plan) {
    this.connection = connection;
    this.plan = plan;
    this.namespace = plan.namespace().name();
  }

  /** Asks; the rights that are missing, a problem each. */
  List<Problem> missing() {
    namespaceAndDefinitions();
    ownRecordsAndLock();
    if (!plan.namespace().exists()) {
      plan.objects().stream().filter(o -> !o.namespace().isEmpty()).forEach(this::create);
    }
    return missing;
  }

  private void ownRecordsAndLock() {
    for (var verb : List.of("create", "update", "patch", "delete")) {
      ask(verb, "", "secrets", namespace);
    }
    for (var verb : List.of("create", "update", "delete", "watch")) {
      ask(verb, "coordination.k8s.io", "leases", namespace);
    }
    ask("watch", "", "pods", namespace);
    ask("watch", "apps", "deployments", namespace);
  }

  private void namespaceAndDefinitions() {
    if (!plan.namespace().exists()) {
      ask("create", "", "namespaces", "");
    }
    if (!plan.crds().isEmpty()) {
      ask("patch", "apiextensions.k8s.io", CRDS, "");
    }
    if (plan.crds().stream().anyMatch(c -> c.creates())) {
      ask("create", "apiextensions.k8s.io", CRDS, "");
    }
  }

  private void create(RenderedObject object) {
    var group = object.apiVersion().contains("/") ? object.apiVersion().split("/", 2)[0] : "";
    var collection = object.collection();
    ask("create", group, collection.substring(collection.lastIndexOf('/') + 1), namespace);
  }

  private void ask(String verb, String group, String resource, String where) {
    var question =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withVerb(verb)
            .withGroup(group)
            .withResource(resource)
            .withNamespace(where.isEmpty() ? null : where)
            .endResourceAttributes()
            .endSpec()
            .build();
    if (!allowed(connection.client().resource(question).create())) {
      missing.add(lacking(verb, group, resource, where));
    }
  }

  private static boolean allowed(SelfSubjectAccessReview answer) {
    return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
  }

  private Problem lacking(String verb, String group, String resource, String where) {
    return Problem.of(
            ProblemCode.RIGHT_MISSING,
            "%s may not %s %s%s, which this deploy needs"
                .formatted(
                    connection.resolved().identity(),
                    verb,
                    resource,
                    where.isEmpty() ? "" : " in namespace " + where),
            "Ask an administrator for this right, or run as somebody who has it."
                + (resource.equals("namespaces") ? " createNamespace: false needs none." : "")
                + (resource.equals(CRDS)
                    ? " With crds=check an administrator applies the definitions instead."
                    : ""))
        .facts(
            List.of(
                where.isEmpty()
                    ? "The rule that is missing, in a ClusterRole:"
                    : "The rule that is missing, in a Role of the namespace " + where + ":",
                "- apiGroups: [\"%s\"]\n  resources: [\"%s\"]\n  verbs: [\"%s\"]"
                    .formatted(group, resource, verb)));
  }
}
