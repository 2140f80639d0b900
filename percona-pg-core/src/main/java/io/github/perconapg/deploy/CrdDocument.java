package io.github.perconapg.deploy;

import io.github.perconapg.plan.CrdChange;
import io.github.perconapg.plan.Marks;
import io.github.perconapg.target.Tree;
import java.util.LinkedHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The text that is applied for a definition: the chart's own, with our hash as an annotation and
 * the resource version that the plan saw. Parsing and writing hundreds of kilobytes again would
 * cost more than the apply itself.
 */
final class CrdDocument {

  private static final Pattern METADATA =
      Pattern.compile("(?m)^metadata:[ \\t]*\\r?\\n(?<indent> +)(?=\\S)");

  private CrdDocument() {}

  static String of(CrdChange change) {
    var yaml = change.crd().yaml();
    var metadata = METADATA.matcher(yaml);
    return metadata.find() ? inserted(change, metadata) : rewritten(change);
  }

  private static String inserted(CrdChange change, Matcher metadata) {
    var yaml = change.crd().yaml();
    var indent = metadata.group("indent");
    var hash = change.crd().sha256();
    var version =
        change.creates() ? "" : entry("resourceVersion", change.resourceVersion(), indent);
    var annotations =
        Pattern.compile("(?m)^" + indent + "annotations:[ \\t]*\\r?\\n(?<deeper>" + indent + " +)")
            .matcher(yaml)
            .region(metadata.start("indent"), endOfBlock(yaml, metadata.end()));
    var text = new StringBuilder(yaml);
    if (annotations.find()) {
      text.insert(annotations.end(), entry(Marks.CRD_HASH, hash, annotations.group("deeper")));
      text.insert(metadata.end(), version);
    } else {
      text.insert(
          metadata.end(),
          "annotations:\n" + indent + "  " + entry(Marks.CRD_HASH, hash, indent) + version);
    }
    return text.toString();
  }

  /** For a document whose metadata is not in block style, as a chart may also have it. */
  private static String rewritten(CrdChange change) {
    var crd = new LinkedHashMap<>(change.crd().content());
    var metadata = new LinkedHashMap<>(Tree.map(crd, "metadata"));
    var annotations = new LinkedHashMap<>(Tree.map(metadata, "annotations"));
    annotations.put(Marks.CRD_HASH, change.crd().sha256());
    metadata.put("annotations", annotations);
    if (!change.creates()) {
      metadata.put("resourceVersion", change.resourceVersion());
    }
    crd.put("metadata", metadata);
    return new Dump(DumpSettings.builder().setSchema(new CoreSchema()).build()).dumpToString(crd);
  }

  /** A line, and the indentation of the one that follows. */
  private static String entry(String key, String value, String indent) {
    return key + ": \"" + value + "\"\n" + indent;
  }

  private static int endOfBlock(String yaml, int from) {
    var next = Pattern.compile("(?m)^\\S").matcher(yaml);
    return next.find(from) ? next.start() : yaml.length();
  }
}
