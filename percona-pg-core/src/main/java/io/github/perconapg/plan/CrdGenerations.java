package io.github.perconapg.plan;

import io.github.perconapg.chart.Crd;
import io.github.perconapg.target.ApiRequests;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The generations of a chart's definitions as they are now. Kept with a proven revision, they tell
 * later whether somebody changed a definition since.
 */
public final class CrdGenerations {

  private CrdGenerations() {}

  /** Generations by name, sorted; definitions that do not exist are left out. One request. */
  public static Map<String, Long> read(ApiRequests api, List<Crd> crds) {
    var generations = new TreeMap<String, Long>();
    if (!crds.isEmpty()) {
      var live = LiveCrd.list(api);
      for (var crd : crds) {
        var found = live.get(crd.name());
        if (found != null) {
          generations.put(crd.name(), found.generation());
        }
      }
    }
    return generations;
  }
}
