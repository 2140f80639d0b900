package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.internal.operator.OperatorMinor;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why CRDs are not written. */
final class CrdRefusals {

  private CrdRefusals() {}

  static Problem terminating(String name) {
    return Problem.of(
        ProblemCode.CRD_TERMINATING,
        "CustomResourceDefinition "
            + name
            + " is being deleted, and every object of its kind with"
            + " it",
        "Wait until it is gone (kubectl get crd " + name + "), then run again.");
  }

  /** Empty when it may be adopted. */
  static Optional<Problem> foreign(String name, LiveCrd existing) {
    var managers = existing.foreignManagers();
    if (managers.isEmpty() && existing.gitOpsOwner().isEmpty()) {
      return Optional.empty();
    }
    var facts = new ArrayList<String>();
    if (!managers.isEmpty()) {
      facts.add("field managers of its spec: " + String.join(", ", managers));
    }
    if (!existing.gitOpsOwner().isEmpty()) {
      facts.add("tracked by " + existing.gitOpsOwner());
    }
    return Optional.of(
        Problem.of(
                ProblemCode.CRD_FOREIGN,
                "CustomResourceDefinition "
                    + name
                    + " differs from the chart's and is managed by others",
                "Have its owner bring it to the chart's version, or hand it over there, then run"
                    + " again. crds=check lists what the chart needs; crds=skip leaves CRDs"
                    + " to you.")
            .facts(facts));
  }

  static Problem drops(String name, CrdDiff relation) {
    var facts = new ArrayList<String>();
    relation
        .droppedStored()
        .forEach(v -> facts.add("objects are stored in version " + v + ", which would go"));
    facts.addAll(CrdPlanner.details("would drop ", relation.change().dropped()));
    return Problem.of(
            ProblemCode.CRD_DROPS_FIELDS,
            "CustomResourceDefinition "
                + name
                + " on the cluster has fields that the chart's form lacks",
            "It may belong to another operator. Deploy a chart that has these fields, or have an"
                + " administrator decide what may go.")
        .facts(facts);
  }

  /** The cluster's form accepts what the chart's refuses, and nothing says that it is older. */
  static Problem tightens(String name, CrdDiff relation) {
    return Problem.of(
            ProblemCode.CRD_DROPS_FIELDS,
            "CustomResourceDefinition "
                + name
                + " on the cluster accepts objects that the chart's form refuses, and nothing says"
                + " that the chart's is the newer one",
            "It may belong to another operator, or to a newer patch release. Deploy the newest"
                + " chart that is in use on this cluster, or have an administrator apply the form"
                + " that is wanted.")
        .facts(CrdPlanner.details("would tighten ", relation.change().tightened()));
  }

  /**
   * The CRDs are newer, and too new or of an unknown version.
   *
   * @param operator the version of the operator that would run
   * @param theirs their minor version by their labels
   */
  static Problem newer(Chart chart, String operator, Optional<OperatorMinor> theirs) {
    return Problem.of(
            ProblemCode.CRD_NEWER,
            "The CRDs on the cluster are newer than chart "
                + chart.version()
                + "'s, "
                + theirs
                    .map(minor -> distance(operator) + " (they are of " + minor + ")")
                    .orElse("and nothing says of which version they are"),
            "Deploy a chart at most two minor versions older than the CRDs. They are never"
                + " downgraded: objects that use the newer fields would lose them.")
        .facts(
            List.of(
                "CRDs serve the operator of their own minor version and of the two before"
                    + " it"));
  }

  private static String distance(String operator) {
    return OperatorMinor.of(operator).isPresent()
        ? "by more than two minor versions"
        : "and which versions serve operator " + operator + " is not known";
  }

  /**
   * The chart's CRDs are newer than its operator, which another image keeps as it is.
   *
   * @param operator the version of the operator that would run
   */
  static Problem stays(Chart chart, String operator) {
    return Problem.of(
            ProblemCode.CRD_NEWER,
            "The CRDs of chart "
                + chart.versions()
                + " are more than two minor versions newer than operator "
                + operator
                + ", which would run: values name its image",
            "Drop value image so that the chart's operator runs, or deploy a chart whose operator"
                + " is at most two minor versions newer.")
        .facts(
            List.of("CRDs serve the operator of their own minor version and of the two before it"));
  }

  static Problem leftToAdministrator(List<CrdChange> writes) {
    return Problem.of(
            ProblemCode.CRD_OUTDATED,
            writes.size()
                + " CRDs are not as the chart needs them, and"
                + " crds=check writes none",
            "Have an administrator apply the file that percona-pg:crds writes, then run again.")
        .facts(
            writes.stream()
                .map(w -> (w.creates() ? "absent: " : "differs: ") + w.crd().name())
                .toList());
  }
}
