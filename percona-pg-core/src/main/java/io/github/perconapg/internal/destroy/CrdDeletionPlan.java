package io.github.perconapg.internal.destroy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.crd.LiveCrd;
import io.github.perconapg.internal.kubernetes.ApiPath;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.kubernetes.ServedKinds;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.internal.plan.CoexistenceCheck;
import io.github.perconapg.internal.plan.OperatorInventory;
import io.github.perconapg.internal.problem.Truncation;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The operator's CRDs on a cluster, and what forbids deleting them. Deleting a CRD deletes every
 * object of its kind in all namespaces, so an object anywhere forbids it, and so does another
 * operator that works with them.
 *
 * @param crds those that exist
 * @param refusals why they must stay; empty when they may go
 */
public record CrdDeletionPlan(List<InstalledCrd> crds, List<Problem> refusals) {

  /**
   * A CRD on the cluster.
   *
   * @param name {@code plural.group}
   * @param uid its UID
   * @param terminating whether it is being deleted already
   */
  public record InstalledCrd(String name, String uid, boolean terminating) {

    /** Its path on the API server. */
    public String path() {
      return ApiPath.crd(name);
    }
  }

  private static final String PERCONA = ".pgv2.percona.com"; // operator 3.0's second group as well

  /** Those of the group that Crunchy Data's operator has, too. */
  private static final Set<String> CRUNCHY =
      Set.of(
          "postgresclusters.postgres-operator.crunchydata.com",
          "pgupgrades.postgres-operator.crunchydata.com",
          "pgadmins.postgres-operator.crunchydata.com",
          "crunchybridgeclusters.postgres-operator.crunchydata.com");

  private static final int SHOWN = 8;

  /** Copies the lists, so that the record is immutable. */
  public CrdDeletionPlan {
    crds = List.copyOf(crds);
    refusals = List.copyOf(refusals);
  }

  /** None: it was not requested. */
  public static CrdDeletionPlan none() {
    return new CrdDeletionPlan(List.of(), List.of());
  }

  /**
   * Looks at the cluster.
   *
   * @param own the operator's Deployments that go, as {@code namespace/name}
   * @param leaving the UIDs of objects that go before the CRDs do
   * @throws io.github.perconapg.problem.PerconaPgException when a question is not answered
   */
  public static CrdDeletionPlan of(Connection connection, Set<String> own, Set<String> leaving) {
    try {
      return read(connection, own, leaving);
    } catch (KubernetesClientException e) {
      throw connection.failure("asking whether the CRDs are still used", e);
    }
  }

  private static CrdDeletionPlan read(Connection connection, Set<String> own, Set<String> leaving) {
    var api = connection.api();
    var crds = new ArrayList<InstalledCrd>();
    var refusals = new ArrayList<Problem>();
    for (var item : Unstructured.list(api.listMetadata(ApiPath.DEFINITIONS), "items")) {
      var crd = LiveCrd.of(Unstructured.map(item, "metadata"));
      if (crd.name().endsWith(PERCONA) || CRUNCHY.contains(crd.name())) {
        crds.add(
            new InstalledCrd(
                crd.name(), Unstructured.text(item, "metadata", "uid"), crd.terminating()));
        foreign(crd, refusals);
      }
    }
    objects(connection, api, crds, leaving, refusals);
    operators(api, own, crds, refusals);
    return new CrdDeletionPlan(crds, refusals);
  }

  private static void foreign(LiveCrd crd, List<Problem> refusals) {
    var facts = new ArrayList<String>();
    if (!crd.gitOpsOwner().isEmpty()) {
      facts.add("tracked by " + crd.gitOpsOwner());
    }
    crd.foreignManagers().forEach(manager -> facts.add("managed by " + manager));
    if (!facts.isEmpty()) {
      refusals.add(
          Problem.of(
                  ProblemCode.CRD_FOREIGN,
                  "CustomResourceDefinition " + crd.name() + " is managed by another tool",
                  "Have its owner delete it, or leave percona-pg.deleteCrds out.")
              .facts(facts));
    }
  }

  private static void objects(
      Connection connection,
      ApiRequests api,
      List<InstalledCrd> crds,
      Set<String> leaving,
      List<Problem> refusals) {
    var found = new ArrayList<String>();
    var resources = new CustomResources(connection);
    var served = new ServedKinds(api).of(crds.stream().map(InstalledCrd::name).toList());
    for (var crd : crds) {
      var kind = served.get(crd.name());
      if (kind != null) {
        resources.in(kind, Set.of()).stream()
            .filter(object -> !leaving.contains(object.uid()))
            .map(CustomResource::shown)
            .forEach(found::add);
      } else if (!crd.terminating()) {
        refusals.add(
            inUse(
                "Whether objects of "
                    + crd.name()
                    + " exist cannot be told: the API server does not serve them",
                "Serve one of its versions again, or leave percona-pg.deleteCrds out.",
                List.of()));
      }
    }
    if (!found.isEmpty()) {
      refusals.add(
          inUse(
              found.size() == 1
                  ? "An object of the operator's kinds exists, and deleting their CRDs would"
                      + " delete it"
                  : found.size()
                      + " objects of the operator's kinds exist, and deleting their CRDs"
                      + " would delete them",
              "Delete them first, while an operator looks after them, or leave"
                  + " percona-pg.deleteCrds out.",
              found));
    }
  }

  private static void operators(
      ApiRequests api, Set<String> own, List<InstalledCrd> crds, List<Problem> refusals) {
    if (crds.isEmpty()) {
      return;
    }
    var others = OperatorInventory.find(api, own);
    if (!others.known()) {
      refusals.add(
          Problem.of(
                  ProblemCode.PERMISSION_MISSING,
                  "Whether other operators use the CRDs cannot be told: Deployments may not"
                      + " be listed in all namespaces",
                  "Ask an administrator for this right, or leave percona-pg.deleteCrds out.")
              .facts(List.of(CoexistenceCheck.LIST_DEPLOYMENTS)));
    } else if (!others.shown().isEmpty()) {
      refusals.add(
          inUse(
              "Another operator uses the CRDs",
              "Remove it first, or leave percona-pg.deleteCrds out.",
              others.shown()));
    }
  }

  private static Problem inUse(String summary, String remedy, List<String> found) {
    return Problem.of(ProblemCode.CRDS_IN_USE, summary, remedy)
        .facts(Truncation.lines(found, SHOWN));
  }
}
