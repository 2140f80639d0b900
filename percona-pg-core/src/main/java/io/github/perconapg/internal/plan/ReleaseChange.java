package io.github.perconapg.internal.plan;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.StoredRevision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the release.
 *
 * @param action what
 * @param current the current record; null when there is none
 * @param abandoned records that are in the way: of runs that did not end, or that cannot be read;
 *     to be saved and deleted first
 * @param newest the newest record that can be read; null when there is none
 * @param unsettled whether an older record is still called deployed beside the current one, since
 *     its replacement could not be recorded, or what a discarded record made has not been looked
 *     through yet
 * @param adopted whether the release was made by another tool and is adopted
 */
public record ReleaseChange(
    Verb action,
    @Nullable ReleaseRecord current,
    List<StoredRevision> abandoned,
    @Nullable ReleaseRecord newest,
    boolean unsettled,
    boolean adopted) {

  /** Copies the list, so that the record is immutable. */
  public ReleaseChange {
    abandoned = List.copyOf(abandoned);
  }

  /** A copy with another verb. */
  ReleaseChange action(Verb action) {
    return new ReleaseChange(action, current, abandoned, newest, unsettled, adopted);
  }

  /** A copy of which something is left to tidy. */
  ReleaseChange unsettle() {
    return new ReleaseChange(action, current, abandoned, newest, true, adopted);
  }

  /** The newest revision once what is in the way is gone; 0 when there is none to upgrade. */
  int revision() {
    if (current == null) {
      return 0;
    }
    return newest == null || abandoned.contains(newest) ? current.revision() : newest.revision();
  }

  /** Tells whether the release has records, in whatever state. */
  boolean recorded() {
    return current != null || newest != null || !abandoned.isEmpty();
  }

  /** The record whose values count: the current one, else the newest readable one; or null. */
  @Nullable ReleaseRecord valuesSource() {
    return current != null
        ? current
        : abandoned.stream()
            .filter(ReleaseRecord.class::isInstance)
            .map(ReleaseRecord.class::cast)
            .findFirst()
            .orElse(null);
  }

  /** Tells whether Helm has to do something. */
  public boolean needsHelm() {
    return action == Verb.INSTALL || action == Verb.UPGRADE;
  }

  /** What is done with Helm. */
  public enum Verb {
    /** Install a first revision. */
    INSTALL,
    /** Make a new revision. */
    UPGRADE,
    /** Nothing; the current revision is as desired, but was never seen to work or is unsettled. */
    PROVE,
    /** Nothing at all. */
    NONE
  }
}
