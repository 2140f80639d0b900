package io.github.perconapg.model;

import java.util.List;

/**
 * A change that a deploy or a destroy would make, or an object that it would leave as it is.
 *
 * @param action what would be done
 * @param kind the kind, for example {@code CustomResourceDefinition}, {@code Release} or {@code
 *     Deployment}
 * @param name its name; with its namespace before a slash where it is an object of another one
 * @param summary what and why, in one line
 * @param fields the fields that differ; for a release its chart and its user-supplied values
 * @param details more lines; may be empty
 * @param estimated whether it was computed here, because the cluster could not be asked by a dry
 *     run; its own defaults and admission rules are then not in it
 */
public record Change(
    Action action,
    String kind,
    String name,
    String summary,
    List<FieldChange> fields,
    List<String> details,
    boolean estimated) {

  /** Copies the lists, so that the record is immutable. */
  public Change {
    fields = List.copyOf(fields);
    details = List.copyOf(details);
  }

  /** A change without fields and details. */
  public static Change of(Action action, String kind, String name, String summary) {
    return new Change(action, kind, name, summary, List.of(), List.of(), false);
  }

  /** A copy with the fields that differ. */
  public Change fields(List<FieldChange> fields) {
    return new Change(action, kind, name, summary, fields, details, estimated);
  }

  /** A copy with more lines. */
  public Change details(List<String> details) {
    return new Change(action, kind, name, summary, fields, details, estimated);
  }

  /** A copy that says how it was computed. */
  public Change estimated(boolean estimated) {
    return new Change(action, kind, name, summary, fields, details, estimated);
  }

  /** The kinds of change. */
  public enum Action {
    /** It does not exist yet. */
    CREATE,
    /** It exists and differs. */
    UPDATE,
    /** It exists, has no owner or belongs to another tool, and is adopted. */
    ADOPT,
    /** The new revision does not have it any more, or a destroy removes it. */
    DELETE,
    /** A destroy leaves it where it is. */
    KEEP,
    /** It was left incomplete by an earlier run and is repaired first. */
    RECOVER,
    /** It is as desired, or newer in a way that is as good. */
    UNCHANGED,
    /** It is written as desired and only has to be seen to work. */
    PROVE
  }
}
