package io.github.perconapg.internal.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A release record as Helm stores it, made for a test. */
final class HelmSecret {

  private final int revision;
  private final Map<String, Object> info = new LinkedHashMap<>();
  private final Map<String, Object> metadata = new LinkedHashMap<>();
  private final Map<String, String> labels = new HashMap<>();
  private final Map<String, String> annotations = new HashMap<>();
  private Map<String, Object> values = Map.of();
  private List<Map<String, String>> hooks =
      List.of(Map.of("name", "a hook", "manifest", "kind: Job"));
  private String type = "helm.sh/release.v1";
  private String manifest = "---\nkind: Deployment\n";
  private @Nullable String data;

  private HelmSecret(int revision, String status, String description) {
    this.revision = revision;
    info.put("first_deployed", "2026-11-22T10:00:00Z");
    info.put("last_deployed", "2026-11-22T10:00:01Z");
    info.put("status", status);
    info.put("description", description);
    metadata.put("name", "pg-operator");
    metadata.put("version", "2.7.0");
    metadata.put("appVersion", "2.7.0");
    labels.putAll(
        Map.of(
            "owner",
            "helm",
            "name",
            "pg-operator",
            "status",
            status,
            "version",
            Integer.toString(revision)));
  }

  static HelmSecret of(int revision, String status, String description) {
    return new HelmSecret(revision, status, description);
  }

  /** A Secret as the API answers it. */
  @SuppressWarnings("unchecked") // an object's keys are strings
  static Map<String, Object> answered(Secret secret) {
    return new ObjectMapper().convertValue(secret, Map.class);
  }

  HelmSecret fingerprint(String fingerprint) {
    metadata.put("annotations", Map.of("percona-pg/fingerprint", fingerprint));
    return this;
  }

  HelmSecret chartAnnotation(String name, String value) {
    metadata.put("annotations", Map.of(name, value));
    return this;
  }

  HelmSecret values(Map<String, Object> values) {
    this.values = values;
    return this;
  }

  HelmSecret hooks(List<Map<String, String>> hooks) {
    this.hooks = hooks;
    return this;
  }

  HelmSecret manifest(String manifest) {
    this.manifest = manifest;
    return this;
  }

  HelmSecret label(String name, String value) {
    labels.put(name, value);
    return this;
  }

  HelmSecret annotation(String name, String value) {
    annotations.put(name, value);
    return this;
  }

  HelmSecret type(String type) {
    this.type = type;
    return this;
  }

  /** What stands in the field, without the encoding that Kubernetes adds. */
  HelmSecret data(String data) {
    this.data = data;
    return this;
  }

  Secret build() {
    var stored = data == null ? base64(gzip(json().getBytes(UTF_8))) : data;
    return new SecretBuilder()
        .withNewMetadata()
        .withName("sh.helm.release.v1.pg-operator.v" + revision)
        .withNamespace("pgo")
        .withUid("uid-" + revision)
        .withResourceVersion("10" + revision)
        .withLabels(labels)
        .withAnnotations(annotations)
        .endMetadata()
        .withType(type)
        .withData(Map.of("release", base64(stored.getBytes(UTF_8))))
        .build();
  }

  /** The JSON that Helm would store, with chart files that are of no interest. */
  String json() {
    var chart = new LinkedHashMap<String, Object>();
    chart.put("metadata", metadata);
    chart.put("lock", null);
    chart.put("templates", List.of(Map.of("name", "templates/x.yaml", "data", "eHg=")));
    chart.put("values", Map.of("name", "a default"));
    chart.put("files", List.of(Map.of("name", "README.md", "data", "eHg=")));
    var release = new LinkedHashMap<String, Object>();
    release.put("name", "pg-operator");
    release.put("info", info);
    release.put("chart", chart);
    release.put("config", values);
    release.put("manifest", manifest);
    release.put("hooks", hooks);
    release.put("version", revision);
    release.put("namespace", "pgo");
    try {
      return new ObjectMapper().writeValueAsString(release);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static byte[] gzip(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
