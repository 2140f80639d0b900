package io.github.perconapg.internal.helm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which records are ours. The fingerprint is in the stored chart's annotations from a
 * record's first moment, but {@code helm rollback} copies a stored chart into a record of its own,
 * and so does an install of our copy of the chart. So the record's description has to tell that
 * this tool wrote it. Read from Helm 3.21's pkg/action:
 *
 * <ul>
 *   <li>pending: {@code Initial install underway} or {@code Preparing upgrade}. Only an install or
 *       upgrade with our chart has both such a description and the annotation.
 *   <li>succeeded, and later superseded: the description given, here {@code percona-pg
 *       FINGERPRINT}; by others {@code Install complete} or {@code Upgrade complete}.
 *   <li>failed: {@code Release "NAME" failed: ...} for an install, {@code Upgrade "NAME" failed:
 *       ...} for an upgrade; kept when a later upgrade supersedes the record. A rollback that timed
 *       out writes the first form too, but never as revision 1, and an install of ours always is
 *       revision 1.
 *   <li>rolled back: {@code Rollback to N}, or {@code Rollback "NAME" failed: ...}. Never ours:
 *       this tool goes back by an upgrade.
 *   <li>being uninstalled, or uninstalled with its history kept: Helm overwrites the description,
 *       so that a rollback can no longer be told. Counted as ours, because all that is left to do
 *       is to end the removal of objects that came from our chart.
 * </ul>
 */
final class RecordOwnership {

  /** Annotation in Chart.yaml with the fingerprint. */
  static final String ANNOTATION = "percona-pg/fingerprint";

  private static final String DESCRIPTION = "percona-pg ";

  private RecordOwnership() {}

  /** The description that an install or upgrade of ours gives to its record. */
  static String description(String fingerprint) {
    return DESCRIPTION + fingerprint;
  }

  /**
   * The fingerprint of a record that this tool wrote, else null.
   *
   * @param annotations the stored chart's annotations
   */
  static @Nullable String fingerprint(
      Map<String, String> annotations,
      String release,
      int revision,
      ReleaseStatus status,
      String description) {
    var fingerprint = annotations.get(ANNOTATION);
    if (fingerprint == null) {
      return null;
    }
    var ours =
        switch (status) {
          case PENDING_INSTALL, PENDING_UPGRADE, UNINSTALLING, UNINSTALLED -> true;
          case PENDING_ROLLBACK, UNKNOWN -> false;
          case DEPLOYED, SUPERSEDED, FAILED ->
              description.equals(description(fingerprint))
                  || description.startsWith("Upgrade \"" + release + "\" failed: ")
                  || (revision == 1
                      && description.startsWith("Release \"" + release + "\" failed: "));
        };
    return ours ? fingerprint : null;
  }
}
