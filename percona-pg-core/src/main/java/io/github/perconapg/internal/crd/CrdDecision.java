package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.crd.CrdDiff.Newer;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** What becomes of a CRD that exists and differs from the chart's. */
enum CrdDecision {
  /** It says the same already. */
  EQUAL,
  /** It is newer than the chart's, and stays. */
  KEEP,
  /** It is older than the chart's, or differs in words only, and is brought to the chart's form. */
  WRITE,
  /** The chart's form would take away what may be stored. */
  DROPS,
  /** The chart's form would refuse what is accepted, and nothing says that it is the newer one. */
  TIGHTENS;

  /**
   * Decides for one of a chart's CRDs. They are released together: where one does not tell by
   * itself which form is the newer one, the others do.
   *
   * @param newer what {@link #newer} says of all of them
   */
  static CrdDecision of(CrdDiff relation, Set<Newer> newer) {
    if (relation.same()) {
      return EQUAL;
    }
    var own = relation.newer();
    var liveOnly = newer.contains(Newer.LIVE) && !newer.contains(Newer.CHART);
    var chartOnly = newer.contains(Newer.CHART) && !newer.contains(Newer.LIVE);
    if (own == Newer.LIVE || (own == Newer.UNKNOWN && (liveOnly || leftInDoubt(relation, newer)))) {
      return KEEP;
    }
    if (relation.loses()) {
      return DROPS;
    }
    var explained = !relation.tightensUnexplained() && (own == Newer.CHART || chartOnly);
    return relation.meansTheSame() || explained ? WRITE : TIGHTENS;
  }

  /** Returns what differs in words only does not go back with anything that is newer beside it. */
  private static boolean leftInDoubt(CrdDiff relation, Set<Newer> newer) {
    return relation.meansTheSame() && newer.contains(Newer.LIVE);
  }

  /** Which forms are newer, the chart's or the cluster's, among those that differ. */
  static Set<Newer> newer(Collection<CrdDiff> relations) {
    return relations.stream()
        .filter(relation -> !relation.same())
        .map(CrdDiff::newer)
        .collect(Collectors.toSet());
  }
}
