package io.github.perconapg.internal.crd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.perconapg.internal.ownership.WellKnownMetadata;
import io.github.perconapg.internal.yaml.Unstructured;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text that is applied for a CRD: the chart's own, with our hash as an annotation and the
 * resource version that the plan saw. Parsing and writing hundreds of kilobytes would cost more
 * than the apply itself, so the two are inserted as text into the form that controller-gen writes,
 * which every chart of the operator has. Any other form is parsed, and sent as JSON.
 */
public final class CrdDocument {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A key, and a value without quotes or anything else that means something in YAML. */
  private static final String KEY = "[A-Za-z][\\w./-]*:";

  private static final String KEY_AND_VALUE = KEY + " \\w[\\w./-]*\\n";

  /**
   * Metadata in plain block style: keys with plain values, and mappings of them one level deeper.
   * No comment, flow style, anchor, quotes, empty value, list, or text of several lines.
   */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?m)^metadata:\\n(?=(?<indent> +))(?<block>(?:\\k<indent>(?:"
              + KEY_AND_VALUE
              + "|"
              + KEY
              + "\\n(?:\\k<indent> +"
              + KEY_AND_VALUE
              + ")+))+)(?=\\S|\\z)");

  /** Fields of a CRD that was read from a cluster, which must not be sent. */
  private static final List<String> OF_A_SERVER =
      List.of("resourceVersion", "uid", "generation", "creationTimestamp", "managedFields");

  private CrdDocument() {}

  public static String of(CrdChange change) {
    var text = inserted(change);
    return text == null ? rewritten(change) : text;
  }

  /** Returns null if the text does not have the plain form. */
  private static @Nullable String inserted(CrdChange change) {
    var yaml = change.crd().yaml();
    var metadata = PLAIN.matcher(yaml);
    if (!yaml.startsWith("apiVersion:") || !metadata.find()) {
      return null;
    }
    var block = metadata.group("block");
    if (block.contains(WellKnownMetadata.CRD_HASH)
        || block.contains("annotations: ") // null, for one
        || OF_A_SERVER.stream().anyMatch(block::contains)) {
      return null;
    }
    var indent = metadata.group("indent");
    var first = metadata.start("block") + indent.length();
    var hash = WellKnownMetadata.CRD_HASH + ": \"" + change.crd().sha256() + "\"\n";
    var version =
        change.creates() ? "" : "resourceVersion: \"" + change.resourceVersion() + "\"\n" + indent;
    var annotations =
        Pattern.compile("(?m)^" + indent + "annotations:\\n(?<deeper> +)")
            .matcher(yaml)
            .region(metadata.start("block"), metadata.end("block"));
    var text = new StringBuilder(yaml);
    if (annotations.find()) {
      text.insert(annotations.end(), hash + annotations.group("deeper"));
      text.insert(first, version);
    } else {
      text.insert(first, "annotations:\n" + indent + "  " + hash + indent + version);
    }
    return text.toString();
  }

  private static String rewritten(CrdChange change) {
    var crd = new LinkedHashMap<>(change.crd().content());
    var metadata = new LinkedHashMap<>(Unstructured.map(crd, "metadata"));
    var annotations = new LinkedHashMap<>(Unstructured.map(metadata, "annotations"));
    annotations.put(WellKnownMetadata.CRD_HASH, change.crd().sha256());
    metadata.put("annotations", annotations);
    metadata.keySet().removeAll(OF_A_SERVER);
    if (!change.creates()) {
      metadata.put("resourceVersion", change.resourceVersion());
    }
    crd.put("metadata", metadata);
    crd.remove("status");
    try {
      // JSON, because the server cannot take any of its text for something else.
      return JSON.writeValueAsString(crd);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
