package io.github.perconapg.plan;

import java.util.List;
import java.util.Map;

/**
 * How a chart's definition stands to the one on the cluster, judged by their schemas. From release
 * to release the operator's schemas only grow (compared field by field from 2.5.0 to 3.0.0), so the
 * one that has more is the newer one.
 *
 * @param same whether there is no difference at all
 * @param gained fields that only the chart's has
 * @param dropped fields that only the cluster's has
 * @param droppedStored versions that hold stored objects and that only the cluster's has
 */
record CrdRelation(
    boolean same, List<String> gained, List<String> dropped, List<String> droppedStored) {

  static CrdRelation of(Map<String, Object> chart, Map<String, Object> live) {
    return CrdSchema.same(chart, live)
        ? new CrdRelation(true, List.of(), List.of(), List.of())
        : new CrdRelation(
            false,
            CrdSchema.gained(chart, live),
            CrdSchema.dropped(chart, live),
            CrdSchema.droppedStored(chart, live));
  }

  /** Whether the cluster's has all that the chart's has, and more. */
  boolean liveIsNewer() {
    return gained.isEmpty() && !dropped.isEmpty();
  }

  /** Whether a change to the chart's form takes something away. */
  boolean loses() {
    return !dropped.isEmpty() || !droppedStored.isEmpty();
  }

  /** What a change to the chart's form would do, in one line. */
  String summary() {
    if (gained.isEmpty() && dropped.isEmpty()) {
      return "upgrade it; no field comes or goes";
    }
    return "upgrade its schema: gains " + count(gained) + ", loses " + count(dropped);
  }

  private static String count(List<String> fields) {
    return switch (fields.size()) {
      case 0 -> "none";
      case 1 -> "1 field";
      default -> fields.size() + " fields";
    };
  }
}
