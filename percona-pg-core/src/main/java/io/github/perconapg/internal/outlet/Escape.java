package io.github.perconapg.internal.outlet;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes text from outside harmless where it is shown: a terminal obeys control characters, a reader
 * is misled by bidirectional overrides and line breaks, and a CI server takes commands from lines
 * of a log.
 */
public final class Escape {

  /** Azure Pipelines, GitHub and TeamCity; the first two look for it anywhere in a line. */
  private static final Pattern COMMAND = Pattern.compile("#(?=#\\w*\\[)");

  /** GitHub; blanks may come before it. */
  private static final Pattern COMMAND_LINE = Pattern.compile("(?m)^([ \\t]*)::(?=\\w)");

  private Escape() {}

  /** The text as one line: line breaks are escaped too. */
  public static String line(String text) {
    return commands(characters(text, false));
  }

  /** The text with its line breaks, each of which is a line feed; everything else is escaped. */
  public static String lines(String text) {
    return commands(characters(text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n"), true));
  }

  private static String characters(String text, boolean breaks) {
    if (text.chars().noneMatch(c -> unsafe((char) c))) {
      return text;
    }
    var safe = new StringBuilder(text.length() + 16);
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (!unsafe(c) || (breaks && c == '\n') || paired(text, i)) {
        safe.append(c);
      } else {
        safe.append(
            switch (c) {
              case '\n' -> "\\n";
              case '\r' -> "\\r";
              default -> String.format(Locale.ROOT, "\\u%04x", (int) c);
            });
      }
    }
    return safe.toString();
  }

  private static String commands(String text) {
    var safe = text.contains("##") ? COMMAND.matcher(text).replaceAll("#\\\\") : text;
    return safe.contains("::") ? COMMAND_LINE.matcher(safe).replaceAll("$1\\\\::") : safe;
  }

  private static boolean unsafe(char c) {
    return c != '\t'
        && switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE ->
              true;
          default -> false;
        };
  }

  /** Tells whether a half of a character beyond the basic plane belongs to one that shows. */
  private static boolean paired(String text, int at) {
    var c = text.charAt(at);
    var start = Character.isLowSurrogate(c) ? at - 1 : at;
    return Character.isSurrogate(c)
        && start >= 0
        && start + 1 < text.length()
        && Character.isSurrogatePair(text.charAt(start), text.charAt(start + 1))
        && Character.getType(text.codePointAt(start)) != Character.FORMAT;
  }
}
