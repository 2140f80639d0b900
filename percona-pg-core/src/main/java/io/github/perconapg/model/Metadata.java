package io.github.perconapg.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resource's metadata. Only the name is required.
 *
 * @param name the resource's name, never empty
 * @param slug a name for use in URLs, or null
 * @param id the resource's id, {@code percpgop_} and a lower-case ULID, or null; never generated
 * @param org the organisation, or null
 * @param env the environment, or null
 * @param labels labels, in the order of the manifest; empty when there are none
 * @param annotations annotations, in the order of the manifest; empty when there are none
 * @param tags tags, in the order of the manifest; empty when there are none
 * @param version the resource's version, or null
 */
public record Metadata(
    String name,
    @Nullable String slug,
    @Nullable String id,
    @Nullable String org,
    @Nullable String env,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> tags,
    @Nullable Version version) {

  /** Copies the collections, so that the record is immutable. */
  public Metadata {
    labels = Copies.ordered(labels);
    annotations = Copies.ordered(annotations);
    tags = List.copyOf(tags);
  }

  /** Returns metadata with only a name. */
  public static Metadata named(String name) {
    return new Metadata(name, null, null, null, null, Map.of(), Map.of(), List.of(), null);
  }

  /**
   * A version of the resource; each part is null if the manifest lacks it.
   *
   * @param id the version's id
   * @param message why the version was made
   * @param previousVersionId the id of the version before it
   */
  public record Version(
      @Nullable String id, @Nullable String message, @Nullable String previousVersionId) {}
}
