package io.github.perconapg.internal.readiness;

import java.util.List;

/**
 * Whether an operator is ready, by one snapshot.
 *
 * @param missing what is not yet as it must be, in the order it usually comes; empty when ready
 * @param unknown what cannot be told from here; never a reason to fail
 */
record ReadinessResult(List<String> missing, List<String> unknown) {

  ReadinessResult {
    missing = List.copyOf(missing);
    unknown = List.copyOf(unknown);
  }

  boolean ready() {
    return missing.isEmpty();
  }
}
