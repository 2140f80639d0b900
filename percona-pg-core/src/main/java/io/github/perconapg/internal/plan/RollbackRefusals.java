package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.crd.LiveCrd;
import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.internal.operator.CrVersions;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.internal.operator.OperatorImage;
import io.github.perconapg.internal.operator.OperatorMinor;
import io.github.perconapg.internal.operator.WatchedNamespaces;
import io.github.perconapg.model.DesiredState;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a stored revision is not put back. */
final class RollbackRefusals {

  private final Connection connection;
  private final DesiredState desired;
  private final PlanFindings findings;
  private @Nullable List<CustomResource> clusters;

  RollbackRefusals(Connection connection, DesiredState desired, PlanFindings findings) {
    this.connection = connection;
    this.desired = desired;
    this.findings = findings;
  }

  /** Looks for all of them. */
  void look(ReleaseRecord current, ReleaseRecord target, List<RenderedObject> objects) {
    if (target.provenFingerprint() == null) {
      findings.notes.add("Revision " + target.revision() + " was never seen to work.");
    }
    if (!target.ours()) {
      findings.notes.add(
          "Revision "
              + target.revision()
              + " was made by another tool, and the release will be its again.");
    }
    var watched = WatchedNamespaces.of(objects, desired.namespace());
    var neighbours = new CoexistenceCheck(connection, desired, findings);
    neighbours.watched(watched, current);
    var from = OperatorImage.of(current).version();
    var to = OperatorImage.of(objects, target.appVersion()).version();
    neighbours.moved(watched, to);
    if (from.equals(to)) {
      return;
    }
    boundary(from, to).ifPresent(findings.refusals::add);
    tooNew(to).ifPresent(findings.refusals::add);
    try {
      var found = new CustomResources(connection).in(CustomResources.CLUSTERS, watched);
      clusters = found;
      CrVersions.refusal(to, found).ifPresent(findings.refusals::add);
    } catch (PerconaPgException e) {
      findings.refusals.addAll(e.problems());
    }
  }

  /** The clusters that were found; null when not read. */
  @Nullable List<CustomResource> clusters() {
    return clusters;
  }

  private static Optional<Problem> boundary(String current, String target) {
    var from = OperatorMinor.of(current);
    var to = OperatorMinor.of(target);
    return from.isPresent() && to.isPresent() && from.get().major() != to.get().major()
        ? Optional.of(
            Problem.of(
                ProblemCode.IRREVERSIBLE,
                "Operator "
                    + current
                    + " has moved every cluster to CRDs that "
                    + target
                    + " does not know, so there is no way back",
                "Go forward: fix what is wrong with this version, or deploy a newer one."))
        : Optional.empty();
  }

  /** Tells whether the CRDs on the cluster, which stay, still serve the older operator. */
  private Optional<Problem> tooNew(String target) {
    var operator = OperatorMinor.of(target);
    var newest =
        LiveCrd.list(connection.api()).values().stream()
            .map(crd -> OperatorMinor.of(crd.versionLabel()))
            .flatMap(Optional::stream)
            .max(OperatorMinor::compareTo);
    return operator.isPresent()
            && newest.isPresent()
            && newest.get().after(operator.get()) > OperatorMinor.SERVED_BACK
        ? Optional.of(
            Problem.of(
                ProblemCode.CRD_NEWER,
                "The CRDs on the cluster are of "
                    + newest.get()
                    + " and do not serve operator "
                    + target
                    + "; they are never downgraded",
                "Choose a revision at most two minor versions older, see percona-pg:history."))
        : Optional.empty();
  }
}
