package io.github.perconapg.model;

import java.util.List;

/**
 * A revision of a release, as its record tells it.
 *
 * @param revision from 1; 0 when even that cannot be read
 * @param deployedAt when it was written: RFC 3339 text by the clock of who wrote it; empty when it
 *     cannot be read
 * @param status Helm's word, for example deployed or superseded
 * @param chartVersion the chart's version; empty when it cannot be read
 * @param operatorVersion the operator's version, by its image's tag; {@code unknown} when the tag
 *     does not say it, empty when the revision cannot be read
 * @param ours whether this tool wrote it
 * @param proven whether this tool has seen it work
 * @param values the user-supplied values that differ from those of the revision before it in the
 *     list; secret ones masked
 * @param description what came of it, in Helm's words; why, where the record cannot be read
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
