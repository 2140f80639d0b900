package io.github.perconapg.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run of a contender in one situation.
 *
 * @param seconds wall time
 * @param cpu seconds of processor time, of all its processes
 * @param peak the largest resident set of its first process in megabytes (10^6 bytes); for a
 *     command, of that command
 * @param peakOfAll the largest sum of the resident sets of all its processes, in megabytes
 * @param profile where its time went, by names for the report; empty when nobody looked
 */
record Run(double seconds, double cpu, double peak, double peakOfAll, Map<String, Double> profile) {

  /** A run that was not looked into. */
  Run(double seconds, double cpu, double peak, double peakOfAll) {
    this(seconds, cpu, peak, peakOfAll, Map.of());
  }

  /** This run, with where its time went. */
  Run with(Map<String, Double> profile) {
    return new Run(seconds, cpu, peak, peakOfAll, profile);
  }

  /** By the names that the report has, in its order. */
  Map<String, Double> figures() {
    var figures = new LinkedHashMap<String, Double>();
    figures.put(Figure.WALL, seconds);
    figures.put(Figure.CPU, cpu);
    figures.put(Figure.PEAK, peak);
    figures.put(Figure.PEAK_OF_ALL, peakOfAll);
    figures.putAll(profile);
    return figures;
  }
}
