package io.github.perconapg.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured so far: values by contender, what it did, and the figure's name. */
final class Results {

  private final Map<String, Map<String, Map<String, List<Double>>>> values = new LinkedHashMap<>();

  /** Adds what one run gave. */
  void add(String contender, String situation, Map<String, Double> figures) {
    var place =
        values
            .computeIfAbsent(situation, key -> new LinkedHashMap<>())
            .computeIfAbsent(contender, key -> new LinkedHashMap<>());
    figures.forEach(
        (name, value) -> place.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
  }

  /** The situations, in the order of their first run. */
  List<String> situations() {
    return List.copyOf(values.keySet());
  }

  /** The contenders of a situation, in the order of their first run. */
  List<String> contenders(String situation) {
    return List.copyOf(values.getOrDefault(situation, Map.of()).keySet());
  }

  /** The names of what was measured in a situation. */
  List<String> figures(String situation) {
    return values.getOrDefault(situation, Map.of()).values().stream()
        .flatMap(of -> of.keySet().stream())
        .distinct()
        .toList();
  }

  /** All values of one figure; empty when it was not measured. */
  Series series(String contender, String situation, String figure) {
    return new Series(
        values
            .getOrDefault(situation, Map.of())
            .getOrDefault(contender, Map.of())
            .getOrDefault(figure, List.of()));
  }

  /** For JSON: situation, contender, figure, values. */
  Map<String, Map<String, Map<String, List<Double>>>> all() {
    return values;
  }

  /**
   * Values of one figure.
   *
   * @param values in the order of measurement
   */
  record Series(List<Double> values) {

    Series {
      values = List.copyOf(values);
    }

    boolean isEmpty() {
      return values.isEmpty();
    }

    double median() {
      var sorted = values.stream().sorted().toList();
      var middle = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(middle)
          : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
      return values.stream().mapToDouble(each -> each).min().orElseThrow();
    }

    double max() {
      return values.stream().mapToDouble(each -> each).max().orElseThrow();
    }
  }
}
