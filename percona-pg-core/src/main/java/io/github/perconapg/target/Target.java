package io.github.perconapg.target;

import io.github.perconapg.model.DesiredState;

/** Which cluster to work on; says how to find it and does not look yet. Immutable. */
public final class Target {

  private Target() {}

  /** The cluster that the desired state's manifest names. */
  public static Target of(DesiredState desired) {
    throw new UnsupportedOperationException();
  }
}
