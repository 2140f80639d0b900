package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.yaml.BoundedJson;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.internal.yaml.Unstructured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Secret that Helm keeps a revision in, as a record. */
final class RecordSecret {

  /** Label with the fingerprint that the revision was proven with. */
  static final String PROVEN = "percona-pg/proven";

  /** Label with the number of the revision that was proven. */
  static final String PROVEN_REVISION = "percona-pg/proven-revision";

  /** Annotation with the CRDs' generations at that time. */
  static final String CRD_GENERATIONS = "percona-pg/crd-generations";

  /** Type of a Secret in which a record is kept that this tool discarded. */
  static final String DISCARDED = "percona-pg/discarded-record";

  /** Label of a Secret in which a record is kept: the release's name. */
  static final String SAVED_FOR = "percona-pg/saved-for";

  private static final String ANY_TYPE = "helm.sh/release.";
  private static final String TYPE = ANY_TYPE + "v1";

  private RecordSecret() {}

  /** Tells whether Helm, in whatever version, keeps a revision in it. */
  static boolean isRecord(@Nullable Object secret) {
    return Unstructured.text(secret, "type").startsWith(ANY_TYPE);
  }

  /**
   * @param secret as the API answers it
   * @param release its name, for when the record cannot be read
   */
  static StoredRevision read(@Nullable Object secret, String release) {
    var labels = Unstructured.map(secret, "metadata", "labels");
    var identity =
        new ReleaseRecord.SecretIdentity(
            Unstructured.text(secret, "metadata", "name"),
            Unstructured.text(secret, "metadata", "uid"),
            Unstructured.text(secret, "metadata", "resourceVersion"));
    try {
      var type = Unstructured.text(secret, "type");
      if (!TYPE.equals(type) && !DISCARDED.equals(type)) {
        throw new IOException("its type is " + type + ", known is " + TYPE);
      }
      var data = Unstructured.text(secret, "data", "release");
      if (data.isEmpty()) {
        throw new IOException("it has no field release");
      }
      return record(secret, StoredRelease.decode(data), identity);
    } catch (IOException e) {
      var revision = number(Unstructured.text(labels, "version"));
      return new UnreadableRevision(
          release,
          Unstructured.text(secret, "metadata", "namespace"),
          revision,
          ReleaseStatus.of(Unstructured.text(labels, "status")),
          identity,
          Objects.requireNonNullElse(e.getMessage(), e.toString()),
          proven(labels, revision) != null);
    }
  }

  /** The Secret as it is once a later revision has replaced this one. */
  static Map<String, Object> superseded(Map<String, Object> secret) throws IOException {
    var status = ReleaseStatus.SUPERSEDED.label();
    var metadata = new LinkedHashMap<>(Unstructured.map(secret, "metadata"));
    var labels = new LinkedHashMap<>(Unstructured.map(secret, "metadata", "labels"));
    labels.put("status", status);
    metadata.put("labels", labels);
    var data = new LinkedHashMap<>(Unstructured.map(secret, "data"));
    data.put(
        "release", StoredRelease.withStatus(Unstructured.text(secret, "data", "release"), status));
    var changed = new LinkedHashMap<>(secret);
    changed.put("metadata", metadata);
    changed.put("data", data);
    return changed;
  }

  private static ReleaseRecord record(
      @Nullable Object secret, StoredRelease stored, ReleaseRecord.SecretIdentity identity)
      throws IOException {
    var status = ReleaseStatus.of(stored.text("info.status"));
    var description = stored.text("info.description");
    var proven = proven(Unstructured.map(secret, "metadata", "labels"), stored.version());
    return new ReleaseRecord(
        stored.text("name"),
        Unstructured.text(secret, "metadata", "namespace"),
        stored.version(),
        status,
        description,
        stored.text("info.last_deployed"),
        stored.text("chart.metadata.name"),
        stored.text("chart.metadata.version"),
        stored.text("chart.metadata.appVersion"),
        RecordOwnership.fingerprint(
            stored.annotations(), stored.text("name"), stored.version(), status, description),
        proven,
        keptValues(stored.annotations().get(ProvenanceMetadata.KEPT_VALUES)),
        stored.annotations().get(ProvenanceMetadata.ADOPTED_FROM),
        stored.values(),
        stored.text("manifest"),
        stored.hooks(),
        identity,
        proven == null
            ? null
            : text(Unstructured.at(secret, "metadata", "annotations", CRD_GENERATIONS)));
  }

  /** A label that was copied from another revision's record proves nothing. */
  private static @Nullable String proven(Map<String, Object> labels, int revision) {
    return Integer.toString(revision).equals(labels.get(PROVEN_REVISION))
        ? text(labels.get(PROVEN))
        : null;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }

  private static Map<String, Object> keptValues(@Nullable String json) throws IOException {
    if (json == null) {
      return Map.of();
    }
    try {
      var values = BoundedJson.object(json.getBytes(StandardCharsets.UTF_8), Limits.FILE);
      return Collections.unmodifiableMap(values);
    } catch (UnreadableTextException e) {
      throw new IOException("its annotation " + ProvenanceMetadata.KEPT_VALUES + ": " + e.reason());
    }
  }

  private static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }
}
