package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.chart.SemVer;
import io.github.perconapg.internal.ownership.WellKnownMetadata;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a chart's CRD stands to the one on the cluster. From release to release the operator's
 * schemas only gain fields (compared from 2.5.0 to 3.0.0), so the one that has more is the newer
 * one. Where both have the same fields, as patch releases do, 2.9 and 3.0, the version labels
 * decide, and where there are none, which of them accepts more.
 *
 * @param same whether there is no difference at all
 * @param change what a change to the chart's form would mean
 * @param droppedStored versions that hold stored objects and that only the cluster's has
 * @param chartLabel the version label of the chart's; empty when it has none
 * @param liveLabel the version label of the cluster's; empty when it has none
 */
record CrdDiff(
    boolean same,
    CrdDifference change,
    List<String> droppedStored,
    String chartLabel,
    String liveLabel) {

  /** Which of the two is the newer one. */
  enum Newer {
    /** The chart's. */
    CHART,
    /** The cluster's. */
    LIVE,
    /** Neither: each has fields that the other lacks. */
    NEITHER,
    /** They have the same fields, and nothing says which one is newer. */
    UNKNOWN
  }

  static CrdDiff of(Map<String, Object> chart, Map<String, Object> live) {
    var same = CrdSchema.same(chart, live);
    return new CrdDiff(
        same,
        same ? CrdDifference.NONE : CrdDifference.between(live, chart),
        same ? List.of() : CrdSchema.droppedStored(chart, live),
        label(chart),
        label(live));
  }

  private static String label(Map<String, Object> crd) {
    return Unstructured.text(crd, "metadata", "labels", WellKnownMetadata.CRD_VERSION);
  }

  Newer newer() {
    var gains = !change.gained().isEmpty();
    var drops = !change.dropped().isEmpty();
    if (gains || drops) {
      return gains && drops ? Newer.NEITHER : gains ? Newer.CHART : Newer.LIVE;
    }
    var labels = byLabels();
    if (labels != 0) {
      return labels > 0 ? Newer.CHART : Newer.LIVE;
    }
    if (change.tightened().isEmpty() == change.loosened().isEmpty()) {
      return Newer.UNKNOWN;
    }
    return change.tightened().isEmpty() ? Newer.CHART : Newer.LIVE;
  }

  /**
   * Tells whether no object could notice a change to the chart's form, which differs in words only.
   */
  boolean meansTheSame() {
    return change.equals(CrdDifference.NONE);
  }

  /** Tells whether a change to the chart's form removes something that is stored or requested. */
  boolean loses() {
    return !change.dropped().isEmpty() || !droppedStored.isEmpty();
  }

  /**
   * Tells whether a change to the chart's form would refuse what was accepted, and the labels do
   * not say that this is how a newer release has it. Releases do tighten constraints as they go;
   * only some of the CRDs have a label, and none has one before 2.7.
   */
  boolean tightensUnexplained() {
    var explained = liveLabel.isEmpty() || byLabels() > 0;
    return !change.tightened().isEmpty() && !explained;
  }

  /** Positive when the chart's label is the later one, 0 when they do not tell. */
  private int byLabels() {
    var chart = version(chartLabel);
    var live = version(liveLabel);
    return chart == null || live == null ? 0 : SemVer.PRECEDENCE.compare(chart, live);
  }

  private static @Nullable SemVer version(String label) {
    return SemVer.parse(label.startsWith("v") ? label.substring(1) : label);
  }

  /** Returns what a change to the chart's form would do, in one line. */
  String summary() {
    var parts = new ArrayList<String>();
    if (!change.gained().isEmpty() || !change.dropped().isEmpty()) {
      parts.add("gains " + count(change.gained(), "field"));
      parts.add("loses " + count(change.dropped(), "field"));
    }
    if (!change.tightened().isEmpty()) {
      parts.add("tightens " + count(change.tightened(), "constraint"));
    }
    if (!change.loosened().isEmpty()) {
      parts.add("loosens " + count(change.loosened(), "constraint"));
    }
    return parts.isEmpty()
        ? "upgrade it; no field or constraint changes"
        : "upgrade its schema: " + String.join(", ", parts);
  }

  private static String count(List<String> things, String thing) {
    return switch (things.size()) {
      case 0 -> "none";
      case 1 -> "1 " + thing;
      default -> things.size() + " " + thing + "s";
    };
  }
}
