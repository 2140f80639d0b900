package io.github.perconapg.internal.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.crd.CrdChange;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.permission.AccessReview;
import io.github.perconapg.internal.permission.RequiredPermissions;
import io.github.perconapg.model.Change;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is asked about a new revision before anything is written. */
final class Preflight {

  private final Connection connection;
  private final NodeFit nodes;
  private final PlanFindings findings;

  Preflight(Connection connection, NodeFit nodes, PlanFindings findings) {
    this.connection = connection;
    this.nodes = nodes;
    this.findings = findings;
  }

  /**
   * Checks that this caller may write all of it. What it may not stops this caller only.
   *
   * @param namespace where
   * @param writes the CRDs that are written
   * @param objects what is rendered, and what the current revision renders
   * @param hooks the chart's hooks that Helm will run
   */
  void permissions(
      NamespaceState namespace,
      List<CrdChange> writes,
      List<RenderedObject> objects,
      List<RenderedObject> hooks,
      String verb) {
    var needed = new RequiredPermissions(namespace.name());
    if (!namespace.exists()) {
      needed.createNamespace();
    }
    if (!writes.isEmpty()) {
      needed.writeDefinitions(writes);
    }
    needed.records().operator().hooks(hooks);
    for (var object : objects) {
      action(object, namespace.name()).ifPresent(action -> needed.change(object, action));
    }
    if (!namespace.exists()) {
      // Where it exists, dry runs of the Roles have asked that already, and more exactly.
      needed.givenAway(objects);
    }
    try {
      var review = new AccessReview(connection);
      var missing = review.missing(needed.all(), "this " + verb);
      if (!missing.isEmpty()) {
        // What a dry run was refused for is among it, with the rule that would grant it.
        findings.blocked.removeIf(problem -> problem.code() == ProblemCode.PERMISSION_MISSING);
      }
      findings.blocked.addAll(missing);
      var insight = new RequiredPermissions(namespace.name()).insight().all();
      review
          .missing(insight, "a look at how the operator works")
          .forEach(
              problem ->
                  findings.notes.add(problem.summary() + "; what depends on it will be unknown."));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      findings.notes.add(
          "What this caller may do cannot be told: it may not review its own permissions.");
    }
  }

  /**
   * Whether the credential lasts.
   *
   * @param validFor how long a run takes at most
   */
  void credential(Duration validFor) {
    try {
      connection.requireCredential(validFor);
    } catch (PerconaPgException e) {
      findings.blocked.addAll(e.problems());
    }
  }

  /** Returns what the plan does with an object; empty for one that it refuses to touch. */
  private Optional<Change.Action> action(RenderedObject object, String namespace) {
    return findings.changes.stream()
        .filter(change -> change.kind().equals(object.kind()))
        .filter(change -> change.name().equals(object.nameIn(namespace)))
        .map(Change::action)
        .findFirst();
  }

  /** Whether the cluster takes the pod, and has a node for it. */
  void pod(NamespaceState namespace, List<RenderedObject> objects, List<RenderedObject> previous) {
    if (namespace.exists() && !namespace.terminating()) {
      new PodAdmission(connection, findings).look(objects, previous);
    }
    nodes.note(objects).ifPresent(findings.notes::add);
  }
}
