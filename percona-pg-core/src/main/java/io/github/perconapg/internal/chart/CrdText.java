package io.github.perconapg.internal.chart;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits the text of a CRD file into documents without parsing it. YAML 1.2 (section 9.1.2) forbids
 * a line that begins with a document marker inside any content, block and quoted text included, so
 * the split is exact.
 */
final class CrdText {

  private CrdText() {}

  /**
   * The documents of a file in order, trimmed of blank lines around them; none of them is empty.
   */
  static List<String> documents(String text) {
    var documents = new ArrayList<String>();
    var from = text.startsWith("\uFEFF") ? 1 : 0;
    var begin = from;
    for (var line = from; line >= 0 && line <= text.length(); line = nextMarker(text, line)) {
      if (isMarker(text, line)) {
        add(documents, text.substring(begin, line));
        begin = line + 3;
      }
    }
    add(documents, text.substring(begin));
    return documents;
  }

  /** The lower-case hex SHA-256 of a document. */
  static String sha256(String document) {
    return Sha256.of(document.getBytes(StandardCharsets.UTF_8));
  }

  /** The start of the next line that may be a marker, or -1. */
  private static int nextMarker(String text, int from) {
    var dashes = text.indexOf("\n---", from);
    var dots = text.indexOf("\n...", from);
    if (dashes < 0 || dots < 0) {
      return Math.max(dashes, dots) < 0 ? -1 : Math.max(dashes, dots) + 1;
    }
    return Math.min(dashes, dots) + 1;
  }

  private static boolean isMarker(String text, int line) {
    return (text.startsWith("---", line) || text.startsWith("...", line))
        && (line + 3 == text.length() || Character.isWhitespace(text.charAt(line + 3)));
  }

  private static void add(List<String> documents, String document) {
    if (document.lines().allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"))) {
      return;
    }
    documents.add(withoutLeadingBlankLines(document).stripTrailing() + "\n");
  }

  private static String withoutLeadingBlankLines(String document) {
    var begin = 0;
    for (var end = document.indexOf('\n'); end >= 0; end = document.indexOf('\n', begin)) {
      if (!document.substring(begin, end).isBlank()) {
        break;
      }
      begin = end + 1;
    }
    return document.substring(begin);
  }
}
