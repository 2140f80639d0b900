package io.github.perconapg.internal.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of a file, an override or a tree, with the name that messages use. */
public final class SourceText {

  private static final int SHOWN_WIDTH = 120;

  private enum Kind {
    FILE,
    OVERRIDE,
    TREE
  }

  private final String name;
  private final String text;
  private final Kind kind;
  private @Nullable Secrets secrets;

  private SourceText(String name, String text, Kind kind) {
    this.name = name;
    this.text = text;
    this.kind = kind;
  }

  public static SourceText of(String name, String text) {
    return new SourceText(name, text, Kind.FILE);
  }

  /** The text of an override; its number counts from 1. */
  static SourceText override(int number, String text) {
    return new SourceText("override " + number, text, Kind.OVERRIDE);
  }

  /** A tree that was read from elsewhere: it has no lines to show. */
  static SourceText tree(String name) {
    return new SourceText(name, "", Kind.TREE);
  }

  public String name() {
    return name;
  }

  String text() {
    return text;
  }

  boolean isOverride() {
    return kind == Kind.OVERRIDE;
  }

  /** Tells whether its values are all text, whatever type their fields have. */
  boolean isTree() {
    return kind == Kind.TREE;
  }

  /** Tells whether a line of it had to be masked. */
  boolean holdsSecrets() {
    return secrets().found();
  }

  private Secrets secrets() {
    if (secrets == null) {
      secrets = Secrets.mask(List.of(text.split("\r\n|\r|\n", -1)));
    }
    return secrets;
  }

  /** The line of a position with a caret under it, if any; secrets masked, long lines cut. */
  String snippet(int line, int column) {
    if (isTree()) {
      return "";
    }
    var lines = secrets().lines();
    if (line > lines.size()) {
      return "";
    }
    var shown = lines.get(line - 1);
    int middle = forward(shown, 0, column - 1);
    int start = middle;
    for (int i = 0; i < SHOWN_WIDTH / 2 && start > 0; i++) {
      start = shown.offsetByCodePoints(start, -1);
    }
    int end = forward(shown, middle, SHOWN_WIDTH / 2);
    var before = (start > 0 ? "…" : "") + DisplayText.escaped(shown.substring(start, middle));
    var after =
        DisplayText.escaped(shown.substring(middle, end)) + (end < shown.length() ? "…" : "");
    var gutter = (isOverride() ? "" : line + " ") + "| ";
    return gutter + before + after + "\n" + " ".repeat(gutter.length() + before.length()) + "^";
  }

  /** The index some code points further on, at most the end. */
  private static int forward(String text, int index, int codePoints) {
    int end = index;
    for (int i = 0; i < codePoints && end < text.length(); i++) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }
}
