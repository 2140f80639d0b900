package io.github.perconapg.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a file or an override, with the name that messages use. */
final class SourceText {

  private static final int SHOWN_WIDTH = 120;

  private final String name;
  private final String text;
  private final boolean override;
  private @Nullable List<String> safeLines;

  private SourceText(String name, String text, boolean override) {
    this.name = name;
    this.text = text;
    this.override = override;
  }

  static SourceText of(String name, String text) {
    return new SourceText(name, text, false);
  }

  /** The text of an override; its number counts from 1. */
  static SourceText override(int number, String text) {
    return new SourceText("override " + number, text, true);
  }

  String name() {
    return name;
  }

  String text() {
    return text;
  }

  boolean isOverride() {
    return override;
  }

  /** The line of a position with a caret under it; secrets masked, long lines cut. */
  String snippet(int line, int column) {
    if (safeLines == null) {
      safeLines = Secrets.mask(List.of(text.split("\r\n|\r|\n", -1)));
    }
    if (line > safeLines.size()) {
      return "";
    }
    int[] codePoints = safeLines.get(line - 1).codePoints().toArray();
    int at = Math.min(column - 1, codePoints.length);
    int from = Math.max(0, Math.min(at - SHOWN_WIDTH / 2, codePoints.length - SHOWN_WIDTH));
    int to = Math.min(codePoints.length, from + SHOWN_WIDTH);
    var before = (from > 0 ? "…" : "") + Shown.escaped(codePoints, from, at);
    var after = Shown.escaped(codePoints, at, to) + (to < codePoints.length ? "…" : "");
    var gutter = (override ? "" : line + " ") + "| ";
    return gutter + before + after + "\n" + " ".repeat(gutter.length() + before.length()) + "^";
  }
}
