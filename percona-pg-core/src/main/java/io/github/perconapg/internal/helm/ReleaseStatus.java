package io.github.perconapg.internal.helm;

import java.util.Arrays;
import java.util.Locale;

/** The status of a revision, in Helm's own terms. */
public enum ReleaseStatus {
  /** Helm does not know. */
  UNKNOWN,
  /** The current revision. */
  DEPLOYED,
  /** Uninstalled with its history kept. */
  UNINSTALLED,
  /** Replaced by a later revision. */
  SUPERSEDED,
  /** Helm gave up on it. */
  FAILED,
  /** Being uninstalled. */
  UNINSTALLING,
  /** A first install that has not ended, or whose process was killed. */
  PENDING_INSTALL,
  /** An upgrade that has not ended, or whose process was killed. */
  PENDING_UPGRADE,
  /** A rollback that has not finished, or whose process was killed. */
  PENDING_ROLLBACK;

  /** The word that Helm stores, for example {@code pending-install}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The status behind a stored word; unknown for a word that is. */
  static ReleaseStatus of(String label) {
    return Arrays.stream(values())
        .filter(status -> status.label().equals(label))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /** Tells whether the record was left by an operation that has not ended. */
  public boolean pending() {
    return this == PENDING_INSTALL || this == PENDING_UPGRADE || this == PENDING_ROLLBACK;
  }
}
