package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.chart.Crd;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The generations of a chart's CRDs as they are now. Kept with a proven revision, they tell later
 * whether a CRD was changed since.
 */
public final class CrdGenerations {

  private CrdGenerations() {}

  /**
   * {@code name=generation} pairs, sorted and separated by commas; CRDs that do not exist are
   * omitted. One request.
   */
  public static String read(ApiRequests api, List<Crd> crds) {
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
    return generations.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(","));
  }

  /** The pairs of a text that {@link #read} made; anything else is skipped. */
  public static Map<String, Long> parse(@Nullable String text) {
    var generations = new TreeMap<String, Long>();
    var pair = Pattern.compile("([^=,]+)=(\\d{1,18})").matcher(text == null ? "" : text);
    while (pair.find()) {
      generations.put(pair.group(1), Long.valueOf(pair.group(2)));
    }
    return generations;
  }
}
