package io.github.perconapg.model;

import java.util.List;

/**
 * A revision of a release, from its record.
 *
 * @param revision the number, from 1; 0 if the record cannot be read at all
 * @param deployedAt when it was written: RFC 3339 text by the writer's clock; empty if the record
 *     cannot be read
 * @param status Helm's status, for example deployed or superseded
 * @param chartVersion the chart's version; empty if the record cannot be read
 * @param operatorVersion the operator's version, from its image's tag; {@code unknown} if the tag
 *     is not a version, empty if the record cannot be read
 * @param ours whether percona-pg wrote it
 * @param proven whether percona-pg verified that it works
 * @param values the user-supplied values that differ from those of the previous revision in the
 *     list; secret ones masked
 * @param description Helm's description of the outcome, or why the record cannot be read
 */
public record Revision(
    int revision,
    String deployedAt,
    String status,
    String chartVersion,
    String operatorVersion,
    boolean ours,
    boolean proven,
    List<FieldChange> values,
    String description) {

  /** Copies the list, so that the record is immutable. */
  public Revision {
    values = List.copyOf(values);
  }
}
