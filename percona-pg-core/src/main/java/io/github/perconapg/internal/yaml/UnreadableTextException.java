package io.github.perconapg.internal.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * A text is not well-formed, or more than is read of it. Its message never quotes the text, which
 * may hold a secret.
 */
public final class UnreadableTextException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** The text is not well-formed. */
    SYNTAX,
    /** The text is larger, deeper or longer than any real one. */
    LIMIT
  }

  private final Kind kind;
  private final int line;
  private final int column;
  private final String remedy;
  private final @Nullable String parserWords;

  UnreadableTextException(
      Kind kind,
      int line,
      int column,
      String message,
      String remedy,
      @Nullable String parserWords) {
    super(message, null, false, false);
    this.kind = kind;
    this.line = line;
    this.column = column;
    this.remedy = remedy;
    this.parserWords = parserWords;
  }

  static UnreadableTextException syntax(int line, int column, String message, String remedy) {
    return new UnreadableTextException(Kind.SYNTAX, line, column, message, remedy, null);
  }

  /** Ends the reading of a text at a value that cannot be used. */
  public static UnreadableTextException at(YamlValue value, String message, String remedy) {
    return syntax(value.line(), value.column(), message, remedy);
  }

  /** Ends the reading of a text at an event that cannot be used. */
  public static UnreadableTextException at(Event event, String message, String remedy) {
    var mark = event.getStartMark();
    return syntax(
        mark.map(Mark::getLine).orElse(0) + 1,
        mark.map(Mark::getColumn).orElse(0) + 1,
        message,
        remedy);
  }

  static UnreadableTextException limit(int line, int column, String message) {
    return new UnreadableTextException(
        Kind.LIMIT, line, column, message, "No real file comes near this limit.", null);
  }

  /** Returns what is wrong. */
  public Kind kind() {
    return kind;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column in code points, from 1. */
  public int column() {
    return column;
  }

  /** Returns what to do about it. */
  public String remedy() {
    return remedy;
  }

  /** Returns what is wrong, without a full stop. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** Returns what the parser says, which may quote the text; null when it says nothing. */
  public @Nullable String parserWords() {
    return parserWords;
  }
}
