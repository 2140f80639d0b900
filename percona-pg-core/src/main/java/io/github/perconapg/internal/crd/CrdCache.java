package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.chart.Crd;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The generations of CRDs that this process has written on one cluster, so that a second deploy to
 * it finds them unchanged without reading them; and whose turn it is to write, so that several
 * deploys to it write them once. Safe for use by several threads.
 */
public final class CrdCache {

  private final Map<String, Long> generations = new ConcurrentHashMap<>();
  private final Map<String, CrdDiff> relations = new ConcurrentHashMap<>();
  private final AtomicInteger written = new AtomicInteger();
  private final ReentrantLock turn = new ReentrantLock(true);

  /** Knows none. */
  public CrdCache() {}

  /** Remembers a CRD as it was written. */
  public void written(String name, long generation) {
    generations.put(name, generation);
    written.incrementAndGet();
  }

  /** How many were written so far; a plan that was made before the last of them is old. */
  public int written() {
    return written.get();
  }

  /** Runs what may write CRDs; others in this process wait until it has ended. */
  public <T> T inTurn(Supplier<T> work) {
    turn.lock();
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }

  /**
   * How a chart's CRD stands to the cluster's, looked at once for each form of both: a plan is made
   * again under the lock, and to compare two forms is the dearest part of it.
   *
   * @param look looks at it; null when the CRD is gone by now
   */
  @Nullable CrdDiff relation(Crd crd, LiveCrd live, Supplier<@Nullable CrdDiff> look) {
    var key = crd.name() + " " + crd.sha256() + " " + live.resourceVersion();
    var known = relations.get(key);
    if (known == null) {
      known = look.get();
      if (known != null) {
        relations.put(key, known);
      }
    }
    return known;
  }

  /** Returns what is known, above what is known otherwise. */
  Map<String, Long> over(Map<String, Long> others) {
    var all = new ConcurrentHashMap<>(others);
    all.putAll(generations);
    return all;
  }
}
