package io.github.perconapg.internal.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Masks credentials in lines that are about to be shown. It goes by the text alone, since a
 * document may be shown because it cannot be parsed, and it would rather hide too much.
 *
 * @param lines the lines with every value of a credential field replaced
 * @param found whether there was one
 */
record Secrets(List<String> lines, boolean found) {

  private static final String MASK = "******";

  /** The name of a credential field, bounded so that a long line stays cheap. */
  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?:token|passw|secret|key_?base64|kube_?config|private_?key|key-data"
              + "|credential(?!\\w*id\\b))[\\w.-]{0,64}[\"']?\\s{0,8}[:=]",
          Pattern.CASE_INSENSITIVE);

  /** The start of a provider configuration, where a misspelt field may hold a credential too. */
  private static final Pattern SECTION =
      Pattern.compile("(?<!\\w)provider_?config[\"']?\\s{0,8}:", Pattern.CASE_INSENSITIVE);

  private static final Pattern KEY =
      Pattern.compile("(\\s*(?:- )?[\"']?([\\w./-]{1,64})[\"']?\\s*:)(?:\\s+(.*))?");

  /** Fields of a provider configuration that are shown with their value. */
  private static final Pattern OPEN_KEY = Pattern.compile("provider|cluster_?[eE]ndpoint");

  /** What a pasted credential looks like where its indentation was lost. */
  private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/=_-]{40,}");

  /** Masks the values of credential fields, those of several lines too. */
  static Secrets mask(List<String> lines) {
    var masked = new ArrayList<String>(lines.size());
    int secret = -1;
    int section = -1;
    boolean found = false;
    for (var line : lines) {
      section = ends(line, section) ? -1 : section;
      secret = ends(line, secret) ? -1 : secret;
      var start = SECTION.matcher(line);
      var key = SECRET_KEY.matcher(line);
      if (start.find()) {
        section = indent(line);
        found = true;
        masked.add(hideValue(line, start.end()));
      } else if (key.find()) {
        secret = indent(line);
        found = true;
        masked.add(line.substring(0, key.end()) + " " + MASK);
      } else if (secret >= 0 && !line.isBlank()) {
        masked.add(" ".repeat(indent(line)) + MASK);
      } else {
        masked.add(section >= 0 ? keyOnly(line) : line);
      }
    }
    if (found) {
      masked.replaceAll(line -> ENCODED.matcher(line).replaceAll(MASK));
    }
    return new Secrets(masked, found);
  }

  /**
   * Tells whether a line stands no deeper than the field that was opened, and is a field itself.
   */
  private static boolean ends(String line, int opened) {
    boolean starts = KEY.matcher(line).matches() || line.startsWith("---");
    return opened >= 0 && indent(line) <= opened && starts;
  }

  private static String keyOnly(String line) {
    var key = KEY.matcher(line);
    if (key.matches()) {
      boolean open = OPEN_KEY.matcher(key.group(2)).matches();
      return open ? line : hideValue(line, key.end(1));
    }
    boolean brackets = line.chars().allMatch(c -> " \t{}[],".indexOf(c) >= 0);
    return brackets ? line : " ".repeat(indent(line)) + MASK;
  }

  private static String hideValue(String line, int from) {
    var value = line.substring(from).strip();
    boolean opens = value.isEmpty() || value.equals("{");
    return opens ? line : line.substring(0, from) + " " + MASK;
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }
}
