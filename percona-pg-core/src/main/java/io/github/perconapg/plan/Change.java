package io.github.perconapg.plan;

import java.util.List;

/**
 * One thing that a deploy would do, or would leave as it is.
 *
 * @param action what would be done
 * @param kind the kind, for example {@code CustomResourceDefinition} or {@code Release}
 * @param name its name
 * @param summary what and why, in one line
 * @param details more lines, for example the fields that differ; may be empty
 */
public record Change(
    Action action, String kind, String name, String summary, List<String> details) {

  /** Copies the details, so that the record is immutable. */
  public Change {
    details = List.copyOf(details);
  }

  /** A change without details. */
  public static Change of(Action action, String kind, String name, String summary) {
    return new Change(action, kind, name, summary, List.of());
  }

  /** What would be done. */
  public enum Action {
    /** It does not exist yet. */
    CREATE,
    /** It exists and differs. */
    UPDATE,
    /** It was left half done by an earlier run and is put right first. */
    RECOVER,
    /** It is as desired. */
    UNCHANGED,
    /** It is written as desired and only has to be seen to work. */
    PROVE
  }
}
