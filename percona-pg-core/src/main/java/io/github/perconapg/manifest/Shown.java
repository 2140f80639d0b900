package io.github.perconapg.manifest;

/** Text from a document in a form that is fit for a terminal: short, and without control codes. */
final class Shown {

  private static final int WIDTH = 80;

  private Shown() {}

  /** A value within quotation marks. */
  static String quoted(String text) {
    return '"' + plain(text) + '"';
  }

  /** The name of a file, whole. */
  static String name(String name) {
    int[] codePoints = name.codePoints().toArray();
    return escaped(codePoints, 0, codePoints.length);
  }

  /** A name or value without quotation marks. */
  static String plain(String text) {
    int[] codePoints = text.codePoints().limit(WIDTH + 1L).toArray();
    return codePoints.length > WIDTH
        ? escaped(codePoints, 0, WIDTH) + "…"
        : escaped(codePoints, 0, codePoints.length);
  }

  /** Part of a text, a tab as one blank and what a terminal would act on as its code point. */
  static String escaped(int[] codePoints, int from, int to) {
    var shown = new StringBuilder();
    for (int i = from; i < to; i++) {
      int c = codePoints[i];
      if (c == '\t') {
        shown.append(' ');
      } else if (isHidden(c)) {
        shown.append(String.format("\\u%04X", c));
      } else {
        shown.appendCodePoint(c);
      }
    }
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
