package io.github.perconapg.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Masks credentials in lines that are about to be shown. It goes by the text alone, since a
 * document may be shown because it cannot be parsed, and it would rather hide too much.
 */
final class Secrets {

  private static final String MASK = "******";

  /** A field whose value is a credential; lengths are bounded, so that a long line stays cheap. */
  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "[\\w.-]{0,64}(?:token|passw|secret|key_?base64|kube_?config|private_?key|key-data"
              + "|credential(?!\\w*id\\b))[\\w.-]{0,64}[\"']?\\s{0,8}[:=]",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PLAIN_KEY =
      Pattern.compile("\\s*(?:- )?[\"']?[\\w./-]{1,64}[\"']?\\s*:(?:\\s.*)?|---.*");

  /** What a pasted credential looks like where its indentation was lost. */
  private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/=_-]{40,}");

  private Secrets() {}

  /** The lines with every value of a credential field replaced, those of several lines too. */
  static List<String> mask(List<String> lines) {
    var masked = new ArrayList<String>(lines.size());
    int secretIndent = -1;
    boolean found = false;
    for (var line : lines) {
      var key = SECRET_KEY.matcher(line);
      if (key.find()) {
        masked.add(line.substring(0, key.end()) + " " + MASK);
        secretIndent = indent(line);
        found = true;
      } else if (secretIndent >= 0 && !endsSecret(line, secretIndent)) {
        masked.add(line.isBlank() ? line : " ".repeat(indent(line)) + MASK);
      } else {
        masked.add(line);
        secretIndent = -1;
      }
    }
    if (found) {
      masked.replaceAll(line -> ENCODED.matcher(line).replaceAll(MASK));
    }
    return masked;
  }

  private static boolean endsSecret(String line, int secretIndent) {
    return indent(line) <= secretIndent && PLAIN_KEY.matcher(line).matches();
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }
}
