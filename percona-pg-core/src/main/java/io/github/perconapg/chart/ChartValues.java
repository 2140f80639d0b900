package io.github.perconapg.chart;

import io.github.perconapg.model.DesiredState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Placeholder. */
public record ChartValues(Map<String, Object> values, List<String> notes) {
  /** Placeholder. */
  public static ChartValues of(Chart chart, DesiredState desired) {
    var c = desired.input().target().spec().container();
    var v = new LinkedHashMap<String, Object>(desired.values());
    v.put(
        "resources",
        Map.of(
            "limits",
            Map.of("cpu", c.limits().cpu(), "memory", c.limits().memory()),
            "requests",
            Map.of("cpu", c.requests().cpu(), "memory", c.requests().memory())));
    return new ChartValues(v, List.of());
  }
}
