package io.github.perconapg.bench;

import java.util.List;

/**
 * Wall times of one contender in one situation.
 *
 * @param seconds in the order of measurement, at least one
 */
record Timings(List<Double> seconds) {

  Timings {
    seconds = List.copyOf(seconds);
  }

  double median() {
    var sorted = seconds.stream().sorted().toList();
    var middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double min() {
    return seconds.stream().mapToDouble(each -> each).min().orElseThrow();
  }

  double max() {
    return seconds.stream().mapToDouble(each -> each).max().orElseThrow();
  }
}
