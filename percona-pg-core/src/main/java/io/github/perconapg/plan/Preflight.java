package io.github.perconapg.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.problem.ProblemCode;
import io.github.perconapg.target.ApiRequests;
import io.github.perconapg.target.Connection;
import java.net.HttpURLConnection;
import java.util.List;

/** What is asked about a new revision before anything is written. */
final class Preflight {

  private final Connection connection;
  private final Findings findings;

  Preflight(Connection connection, Findings findings) {
    this.connection = connection;
    this.findings = findings;
  }

  /**
   * Whether this caller may write all of it. What he may not is in the way of him only.
   *
   * @param namespace where
   * @param definitions whether any is written
   * @param objects what is rendered, and what the revision in force renders
   */
  void rights(
      NamespaceState namespace, boolean definitions, List<RenderedObject> objects, String verb) {
    var needed = new RightsNeeded(namespace.name());
    if (!namespace.exists()) {
      needed.createNamespace();
    }
    if (definitions) {
      needed.applyDefinitions();
    }
    needed.records().operator().objects(objects);
    if (!namespace.exists()) {
      // Where it exists, dry runs of the Roles have asked that already, and more exactly.
      needed.givenAway(objects);
    }
    try {
      var missing = new RightsReview(connection).missing(needed.all(), "this " + verb);
      if (!missing.isEmpty()) {
        // What a dry run was refused for is among it, with the rule that would grant it.
        findings.blocked.removeIf(problem -> problem.code() == ProblemCode.RIGHT_MISSING);
      }
      findings.blocked.addAll(missing);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e;
      }
      findings.notes.add(
          "What this caller may do cannot be told: it may not ask for its own rights.");
    }
  }

  /** Whether the cluster takes the pod, and has a node for it. */
  void pod(NamespaceState namespace, List<RenderedObject> objects, List<RenderedObject> former) {
    if (namespace.exists() && !namespace.terminating()) {
      new PodAdmission(connection, findings).look(objects, former);
    }
    NodeFit.note(new ApiRequests(connection.client()), objects).ifPresent(findings.notes::add);
  }
}
