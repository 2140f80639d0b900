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
 */
record Run(double seconds, double cpu, double peak, double peakOfAll) {

  /** By the names that the report has, in its order. */
  Map<String, Double> figures() {
    var figures = new LinkedHashMap<String, Double>();
    figures.put(Figure.WALL, seconds);
    figures.put(Figure.CPU, cpu);
    figures.put(Figure.PEAK, peak);
    figures.put(Figure.PEAK_OF_ALL, peakOfAll);
    return figures;
  }
}
