package io.github.perconapg.release;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
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
import org.jspecify.annotations.Nullable;

/**
 * The JSON that Helm 3 stores under {@code release} in a record's Secret, base64-encoded, gzipped,
 * and base64-encoded by Kubernetes once more (Helm's pkg/storage/driver/util.go). Read as a stream,
 * so that the chart's templates and files, most of it, are never held.
 */
final class StoredRelease {

  /** A release fills at most 1 MiB compressed, 7 MB with the real chart's CRDs in it. */
  private static final int LARGEST = 64 << 20;

  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, String> annotations = new LinkedHashMap<>();
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
    try (var json = JSON.createParser(open(data))) {
      release.read(json);
    }
    return release;
  }

  /**
   * The JSON behind a Secret's field; for the caller to close.
   *
   * @throws IOException when it is not what Helm writes; also while it is read, when it is larger
   *     than any release
   */
  static InputStream open(String data) throws IOException {
    var encoded = new ByteArrayInputStream(data.getBytes(StandardCharsets.US_ASCII));
    var decoder = Base64.getDecoder();
    return bounded(inflated(decoder.wrap(decoder.wrap(encoded))));
  }

  /** A text by its path, for example {@code chart.metadata.name}; empty when it is absent. */
  String text(String path) {
    return texts.getOrDefault(path, "");
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

  private void read(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("it holds no JSON object");
    }
    readObject(json, "");
    if (text("name").isEmpty() || text("info.status").isEmpty() || version < 1) {
      throw new IOException("it has no name, no status or no version");
    }
  }

  private void readObject(JsonParser json, String path) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      var name = path + json.currentName();
      var token = json.nextToken();
      switch (name) {
        case "info", "chart", "chart.metadata" -> {
          if (token == JsonToken.START_OBJECT) {
            readObject(json, name + ".");
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
            "chart.metadata.appVersion" ->
            texts.put(name, json.getValueAsString(""));
        case "version" -> version = json.getIntValue();
        case "config" -> {
          if (value(json) instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // the keys of a JSON object are strings
            var config = (Map<String, Object>) map;
            values = config;
          }
        }
        case "chart.metadata.annotations" -> {
          if (value(json) instanceof Map<?, ?> map) {
            map.forEach((key, text) -> annotations.put(String.valueOf(key), String.valueOf(text)));
          }
        }
        default -> json.skipChildren();
      }
    }
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          var name = json.currentName();
          json.nextToken();
          map.put(name, value(json));
        }
        yield Collections.unmodifiableMap(map);
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(json));
        }
        yield Collections.unmodifiableList(list);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> json.getText();
    };
  }

  /** Helm's earliest records are not compressed. */
  private static InputStream inflated(InputStream stored) throws IOException {
    var stream = new BufferedInputStream(stored);
    stream.mark(2);
    var gzip = stream.read() == 0x1f && stream.read() == 0x8b;
    stream.reset();
    return gzip ? new GZIPInputStream(stream) : stream;
  }

  private static InputStream bounded(InputStream stream) {
    return new FilterInputStream(stream) {
      private long left = LARGEST;

      @Override
      public int read() throws IOException {
        var next = super.read();
        return next < 0 ? next : counted(1, next);
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        var count = super.read(buffer, offset, length);
        return count < 0 ? count : counted(count, count);
      }

      private int counted(int count, int result) throws IOException {
        left -= count;
        if (left < 0) {
          throw new IOException("it unpacks to more than " + (LARGEST >> 20) + " MiB");
        }
        return result;
      }
    };
  }
}
