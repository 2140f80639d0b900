package io.github.perconapg.internal.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tells of a revision who made it and of what. It goes into the stored chart's annotations and
 * the record's description, so that it is there from the record's first moment.
 *
 * @param description Helm's description of the revision
 * @param annotations annotations of the stored chart; all have the prefix {@code percona-pg/}
 */
public record ProvenanceMetadata(String description, Map<String, String> annotations) {

  /** Prefix of the annotations. */
  static final String PREFIX = "percona-pg/";

  /** Values of an adopted release, as JSON. */
  static final String KEPT_VALUES = PREFIX + "kept-values";

  /** A description of the adopted release. */
  static final String ADOPTED_FROM = PREFIX + "adopted-from";

  /** Copies the annotations. */
  public ProvenanceMetadata {
    annotations = Map.copyOf(annotations);
  }

  /**
   * The stamp of a revision of this tool.
   *
   * @param fingerprint of chart and values
   * @param kept values of an adopted release; empty for none
   * @param adoptedFrom the adopted release; null for none
   */
  public static ProvenanceMetadata of(
      String fingerprint, Map<String, Object> kept, @Nullable String adoptedFrom) {
    var annotations = new LinkedHashMap<String, String>();
    annotations.put(RecordOwnership.ANNOTATION, fingerprint);
    if (!kept.isEmpty()) {
      annotations.put(KEPT_VALUES, json(kept));
    }
    if (adoptedFrom != null) {
      annotations.put(ADOPTED_FROM, adoptedFrom);
    }
    return new ProvenanceMetadata(RecordOwnership.description(fingerprint), annotations);
  }

  /** Returns the metadata of a foreign revision that is restored: it stays foreign. */
  public static ProvenanceMetadata ofRestored(int revision) {
    return new ProvenanceMetadata("Rollback to " + revision, Map.of());
  }

  /** Whether a record was written with this stamp, be it finished or not. */
  public boolean isOf(ReleaseRecord record) {
    return Objects.equals(annotations.get(RecordOwnership.ANNOTATION), record.fingerprint());
  }

  private static String json(Map<String, Object> values) {
    try {
      return new ObjectMapper().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON values can be written", e);
    }
  }
}
