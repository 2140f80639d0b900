package io.github.perconapg.internal.helm;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.internal.yaml.BoundedJson;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.internal.yaml.Unstructured;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The JSON that Helm 3 stores under {@code release} in a record's Secret, base64-encoded, gzipped,
 * and base64-encoded by Kubernetes once more (Helm's pkg/storage/driver/util.go). Read as a stream,
 * so that the chart's templates and files, most of it, are never held.
 */
final class StoredRelease {

  /** A release fills at most 1 MiB compressed, 7 MB with the real chart's CRDs in it. */
  private static final int LARGEST = 64 << 20;

  private static final Limits LIMITS = Limits.of(LARGEST, 200, 1_000_000);

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, String> annotations = new LinkedHashMap<>();
  private final List<String> hooks = new ArrayList<>();
  private Map<String, Object> values = Map.of();
  private int version;

  private StoredRelease() {}

  /**
   * Decodes.
   *
   * @param data the Secret's field as the API shows it
   * @throws IOException when it is not what Helm writes, or larger than any release
   */
  static StoredRelease decode(String data) throws IOException {
    var release = new StoredRelease();
    try (var json = new BoundedJson(open(data), LIMITS)) {
      release.read(json);
      return release;
    } catch (UnreadableTextException e) {
      throw unreadable(e);
    }
  }

  /**
   * All that is behind a Secret's field, the chart's templates and files as well.
   *
   * @throws IOException when it is not what Helm writes, or larger than any release
   */
  static Map<String, Object> whole(String data) throws IOException {
    try (var json = new BoundedJson(open(data), LIMITS)) {
      return json.object();
    } catch (UnreadableTextException e) {
      throw unreadable(e);
    }
  }

  /**
   * A Secret's field with another status in it, and nothing else changed.
   *
   * @throws IOException when it is not what Helm writes, or larger than any release
   */
  static String withStatus(String data, String status) throws IOException {
    var release = new LinkedHashMap<>(whole(data));
    var info = new LinkedHashMap<>(Unstructured.map(release, "info"));
    info.put("status", status);
    release.put("info", info);
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(new ObjectMapper().writeValueAsBytes(release));
    }
    var encoder = Base64.getEncoder();
    return encoder.encodeToString(encoder.encode(packed.toByteArray()));
  }

  private static IOException unreadable(UnreadableTextException e) {
    return new IOException(e.line() + ":" + e.column() + ": " + e.reason());
  }

  private static InputStream open(String data) throws IOException {
    var encoded = new ByteArrayInputStream(data.getBytes(StandardCharsets.US_ASCII));
    var decoder = Base64.getDecoder();
    return inflated(decoder.wrap(decoder.wrap(encoded)));
  }

  /** A text by its path, for example {@code chart.metadata.name}; empty when it is absent. */
  String text(String path) {
    return texts.getOrDefault(path, "");
  }

  /** Returns the hooks as YAML documents; empty when there are none. */
  String hooks() {
    return String.join("\n---\n", hooks);
  }

  /** The stored chart's annotations. */
  Map<String, String> annotations() {
    return annotations;
  }

  /** The user-supplied values; immutable. */
  Map<String, Object> values() {
    return values;
  }

  /** The revision. */
  int version() {
    return version;
  }

  private void read(BoundedJson json) throws IOException, UnreadableTextException {
    if (json.next() != JsonToken.START_OBJECT) {
      throw new IOException("it holds no JSON object");
    }
    readObject(json, "");
    if (text("name").isEmpty() || text("info.status").isEmpty() || version < 1) {
      throw new IOException("it has no name, no status or no version");
    }
  }

  private void readObject(BoundedJson json, String path) throws UnreadableTextException {
    while (json.next() == JsonToken.FIELD_NAME) {
      var name = path + json.name();
      var token = json.next();
      switch (name) {
        case "info", "chart", "chart.metadata" -> {
          if (token == JsonToken.START_OBJECT) {
            readObject(json, name + ".");
          } else {
            json.skip();
          }
        }
        case "name",
            "namespace",
            "manifest",
            "info.status",
            "info.description",
            "info.last_deployed",
            "chart.metadata.name",
            "chart.metadata.version",
            "chart.metadata.appVersion" -> {
          texts.put(name, json.text());
          json.skip();
        }
        case "version" -> {
          version = json.number();
          json.skip();
        }
        case "config" -> {
          if (json.tree() instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // the keys of a JSON object are strings
            var config = (Map<String, Object>) map;
            values = Collections.unmodifiableMap(config);
          }
        }
        case "hooks" ->
            Unstructured.list(json.tree())
                .forEach(hook -> hooks.add(Unstructured.text(hook, "manifest")));
        case "chart.metadata.annotations" -> {
          if (json.tree() instanceof Map<?, ?> map) {
            map.forEach((key, text) -> annotations.put(String.valueOf(key), String.valueOf(text)));
          }
        }
        default -> json.skip();
      }
    }
  }

  /** Helm's earliest records are not compressed. */
  private static InputStream inflated(InputStream stored) throws IOException {
    var stream = new BufferedInputStream(stored);
    stream.mark(2);
    var gzip = stream.read() == 0x1f && stream.read() == 0x8b;
    stream.reset();
    return gzip ? new GZIPInputStream(stream) : stream;
  }
}
