package io.github.perconapg.internal.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.destroy.CrdDeletionPlan.InstalledCrd;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.run.ChangeNotifier;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.internal.run.WaitReporter;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Deletes the operator's CRDs, once nothing needs them any more, and waits for them to go. */
final class CrdRemoval {

  private static final String STEP = "CRDs";

  private final Connection connection;
  private final ApiRequests api;
  private final Deadline deadline;
  private final WaitReporter waiting;

  CrdRemoval(Connection connection, Deadline deadline, EventListener listener) {
    this.connection = connection;
    this.api = connection.api();
    this.deadline = deadline;
    this.waiting = new WaitReporter(listener, STEP, deadline);
  }

  /**
   * Looks once more whether they may go, since the operator was removed meanwhile, and deletes
   * them.
   *
   * @return what was done, in one line
   * @throws PerconaPgException {@code crds-in-use} when an object or an operator has come up;
   *     {@code crd-terminating} when they are not gone in time
   */
  String run() {
    var retirement = CrdDeletionPlan.of(connection, Set.of(), Set.of());
    if (!retirement.refusals().isEmpty()) {
      throw new PerconaPgException(retirement.refusals(), null);
    }
    try (var wake = new ChangeNotifier(api, List.of(ApiPath.DEFINITIONS))) {
      for (var crd : retirement.crds()) {
        delete(crd);
      }
      await(retirement.crds(), wake);
    } catch (KubernetesClientException e) {
      throw connection.failure("deleting the CRDs", e);
    }
    return retirement.crds().size() + " deleted";
  }

  private void delete(InstalledCrd crd) {
    try {
      api.delete(crd.path(), crd.uid());
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      // It was deleted and another created, which stays.
    }
  }

  private void await(List<InstalledCrd> crds, ChangeNotifier wake) {
    while (true) {
      var left = left(crds);
      if (left.isEmpty()) {
        return;
      }
      if (deadline.passed()) {
        throw Problem.of(
                ProblemCode.CRD_TERMINATING,
                "CRDs were deleted and not gone within " + deadline.shown(),
                "Objects of their kinds that came up meanwhile and have finalizers hold them. Run"
                    + " again to wait on.")
            .facts(left.stream().map(this::held).toList())
            .asException();
      }
      // Whole CRDs are large, so they are read only when nothing moves.
      if (!wake.await(deadline)) {
        waiting.tell(left.stream().map(this::held).toList());
      }
    }
  }

  private List<InstalledCrd> left(List<InstalledCrd> crds) {
    var there =
        Unstructured.list(api.listMetadata(ApiPath.DEFINITIONS), "items").stream()
            .map(item -> Unstructured.text(item, "metadata", "uid"))
            .collect(Collectors.toSet());
    return crds.stream().filter(crd -> there.contains(crd.uid())).toList();
  }

  /** A CRD with what holds it, in the cluster's words. */
  private String held(InstalledCrd crd) {
    var words = new ArrayList<String>();
    for (var condition : Unstructured.list(api.get(crd.path()), "status", "conditions")) {
      if (Unstructured.text(condition, "type").equals("Terminating")) {
        words.add(Unstructured.text(condition, "message"));
      }
    }
    return crd.name() + (words.isEmpty() ? "" : ": " + String.join(", ", words));
  }
}
