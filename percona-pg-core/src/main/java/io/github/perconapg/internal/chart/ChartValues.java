package io.github.perconapg.internal.chart;

import io.github.perconapg.model.DesiredState;
import io.github.perconapg.model.Spec;
import io.github.perconapg.problem.PerconaPgException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that a release is made with: the user's, type-checked against the chart's values.yaml,
 * and above them the four resource fields of the manifest. The chart's own defaults are not in
 * them; Helm adds them.
 *
 * <p>Null takes a default of the chart away, as Helm does it. A key that the chart neither has a
 * default for nor mentions in a template does nothing, so it is noted and not refused; a value of
 * another type than its default is refused. A default of null, or an empty mapping, accepts
 * anything, or any mapping.
 *
 * @param values what Helm is given; null only where the user wrote null
 * @param notes what a person should know, a sentence each: fields of the manifest that won over a
 *     value, and keys that the chart does not use
 */
public record ChartValues(Map<String, Object> values, List<String> notes) {

  private static final String RESOURCES = "resources";

  /** Copies the notes. */
  public ChartValues {
    notes = List.copyOf(notes);
  }

  /** The values of a release that keeps none of an earlier one. */
  public static ChartValues of(Chart chart, DesiredState desired) {
    return of(chart, desired, Map.of());
  }

  /**
   * The values of a release.
   *
   * @param kept values of an adopted release, below the caller's; not checked, because Helm has
   *     accepted them before
   * @throws PerconaPgException values-invalid, with one problem for each value that does not fit
   */
  public static ChartValues of(Chart chart, DesiredState desired, Map<String, Object> kept) {
    var check = new ValuesCheck(chart);
    check.mapping("", desired.values(), chart.defaults());
    if (!check.problems().isEmpty()) {
      throw new PerconaPgException(check.problems(), null);
    }
    var notes = new ArrayList<>(check.notes());
    var values = copy(kept);
    merge(values, desired.values());
    override(values, desired.input().target().spec(), notes);
    return new ChartValues(values, notes);
  }

  /** As Helm lays one values file over another: mappings are merged, all else is replaced. */
  private static void merge(Map<String, Object> below, Map<?, ?> above) {
    above.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> map && below.get(key.toString()) instanceof Map) {
            merge(child(below, key.toString()), map);
          } else {
            putAny(below, key.toString(), copyOf(value));
          }
        });
  }

  private static void override(Map<String, Object> values, Spec spec, List<String> notes) {
    var resources = child(values, RESOURCES);
    var limits = child(resources, "limits");
    var requests = child(resources, "requests");
    var container = spec.container();
    put(limits, "limits.cpu", container.limits().cpu(), notes);
    put(limits, "limits.memory", container.limits().memory(), notes);
    put(requests, "requests.cpu", container.requests().cpu(), notes);
    put(requests, "requests.memory", container.requests().memory(), notes);
  }

  private static void put(
      Map<String, Object> values, String path, String fromManifest, List<String> notes) {
    var given = values.put(path.substring(path.indexOf('.') + 1), fromManifest);
    if (given != null && !given.toString().equals(fromManifest)) {
      notes.add(
          "The chart value "
              + RESOURCES
              + "."
              + path
              + " is not used: the manifest's spec.container."
              + RESOURCES
              + "."
              + path
              + ", "
              + fromManifest
              + ", wins over it.");
    }
  }

  @SuppressWarnings("unchecked") // copy() made every mapping in it, and the check every key text.
  private static Map<String, Object> child(Map<String, Object> values, String key) {
    return (Map<String, Object>)
        values.compute(
            key, (k, value) -> value instanceof Map ? value : new LinkedHashMap<String, Object>());
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    var copy = new LinkedHashMap<String, Object>();
    map.forEach((key, value) -> putAny(copy, key.toString(), copyOf(value)));
    return copy;
  }

  private static @Nullable Object copyOf(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return copy(map);
    }
    return value instanceof List<?> list ? list.stream().map(ChartValues::copyOf).toList() : value;
  }

  @SuppressWarnings("NullAway") // Null is a value here: it takes a default away.
  private static void putAny(Map<String, Object> map, String key, @Nullable Object value) {
    map.put(key, value);
  }
}
