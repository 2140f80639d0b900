package io.github.perconapg.plan;

import io.github.perconapg.release.ReleaseRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the release.
 *
 * @param action what
 * @param current the record that is in force; null when there is none
 * @param abandoned records of runs that did not end, to be saved and deleted first
 */
public record ReleaseChange(
    Verb action, @Nullable ReleaseRecord current, List<ReleaseRecord> abandoned) {

  /** Copies the list, so that the record is immutable. */
  public ReleaseChange {
    abandoned = List.copyOf(abandoned);
  }

  /** What is done with Helm. */
  public enum Verb {
    /** Install a first revision. */
    INSTALL,
    /** Make a new revision. */
    UPGRADE,
    /** Nothing; the revision in force is as desired but was never seen to work. */
    PROVE,
    /** Nothing at all. */
    NONE
  }
}
