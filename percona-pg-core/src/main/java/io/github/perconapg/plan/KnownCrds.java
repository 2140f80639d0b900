package io.github.perconapg.plan;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The generations of definitions that this process has written on one cluster, so that a second
 * deploy to it finds them unchanged without reading them. Safe for use by several threads.
 */
public final class KnownCrds {

  private final Map<String, Long> generations = new ConcurrentHashMap<>();

  /** Knows none. */
  public KnownCrds() {}

  /** Remembers a definition as it was written. */
  public void written(String name, long generation) {
    generations.put(name, generation);
  }

  /** What is known, above what is known otherwise. */
  Map<String, Long> over(Map<String, Long> others) {
    var all = new ConcurrentHashMap<>(others);
    all.putAll(generations);
    return all;
  }
}
