package io.github.perconapg.it;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Makes of a real release record the one that a run would have left which was killed. */
final class Records {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Records() {}

  /** The record with another status, description and revision, ready to be written. */
  static Secret as(Secret record, int revision, String status, String description) {
    try {
      var release = read(record);
      release.put("version", revision);
      ((ObjectNode) release.get("info")).put("status", status).put("description", description);
      return new SecretBuilder(record)
          .editMetadata()
          .withName("sh.helm.release.v1." + LiveCluster.NAME + ".v" + revision)
          .withUid(null)
          .withResourceVersion(null)
          .addToLabels(Map.of("status", status, "version", Integer.toString(revision)))
          .removeFromLabels("percona-pg/proven")
          .endMetadata()
          .addToData("release", encode(JSON.writeValueAsBytes(release)))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The record with another manifest after its own. */
  static Secret withManifest(Secret record, String more) {
    try {
      var release = read(record);
      release.put("manifest", release.get("manifest").asText() + "\n" + more);
      return new SecretBuilder(record)
          .addToData("release", encode(JSON.writeValueAsBytes(release)))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of a record, as Helm rendered them. */
  static String manifest(Secret record) {
    try {
      return read(record).get("manifest").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The user-supplied values of a record. */
  static Map<String, Object> values(Secret record) {
    try {
      return JSON.convertValue(read(record).get("config"), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The record as a newer revision leaves it; what it was proven with stays. */
  static Secret superseded(Secret record, int revision) {
    var proven = record.getMetadata().getLabels().get("percona-pg/proven");
    return new SecretBuilder(as(record, revision, "superseded", "percona-pg " + proven))
        .editMetadata()
        .addToLabels("percona-pg/proven", proven)
        .endMetadata()
        .build();
  }

  /** The record without the end of its content; what its labels say stays. */
  static Secret cutOff(Secret record) {
    var data = Objects.requireNonNull(record.getData().get("release"));
    var stored = Base64.getDecoder().decode(data);
    return new SecretBuilder(record)
        .addToData("release", encode64(Arrays.copyOf(stored, stored.length / 2)))
        .build();
  }

  /** The record as this tool keeps one that it has discarded. */
  static Secret discarded(Secret record) {
    var metadata = record.getMetadata();
    return new SecretBuilder(as(record, 1, "pending-install", "Initial install underway"))
        .withNewMetadata()
        .withName("percona-pg.saved." + metadata.getName() + "." + metadata.getUid())
        .withNamespace(metadata.getNamespace())
        .addToLabels("percona-pg/saved-for", LiveCluster.NAME)
        .endMetadata()
        .withType("percona-pg/discarded-record")
        .build();
  }

  /** The record as it is sent to be created. */
  static Secret fresh(Secret record) {
    return new SecretBuilder(record)
        .editMetadata()
        .withUid(null)
        .withResourceVersion(null)
        .endMetadata()
        .build();
  }

  /** A record that nobody can read. */
  static Secret unreadable(Secret record, int revision) {
    return new SecretBuilder(as(record, revision, "deployed", ""))
        .addToData("release", encode64("no record".getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  private static ObjectNode read(Secret record) throws IOException {
    var data = Objects.requireNonNull(record.getData().get("release"));
    var stored = Base64.getDecoder().decode(Base64.getDecoder().decode(data));
    try (var json = new GZIPInputStream(new ByteArrayInputStream(stored))) {
      return (ObjectNode) JSON.readTree(json);
    }
  }

  private static String encode(byte[] json) throws IOException {
    var stored = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(stored)) {
      gzip.write(json);
    }
    return encode64(Base64.getEncoder().encode(stored.toByteArray()));
  }

  private static String encode64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
