package io.github.perconapg.internal.manifest;

/** Text from a document in a form that is fit for a terminal: without control codes, or short. */
public final class DisplayText {

  private static final int WIDTH = 80;

  private DisplayText() {}

  /** A value within quotation marks, short. */
  static String quoted(String text) {
    return '"' + plain(text) + '"';
  }

  /** A name or value, short. */
  static String plain(String text) {
    return text.codePointCount(0, text.length()) > WIDTH
        ? escaped(text.substring(0, text.offsetByCodePoints(0, WIDTH))) + "…"
        : escaped(text);
  }

  /** A whole text, a tab as one blank and what a terminal would act on as its code point. */
  public static String escaped(String text) {
    var shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\t') {
                shown.append(' ');
              } else if (isHidden(c)) {
                shown.append(String.format("\\u%04X", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
