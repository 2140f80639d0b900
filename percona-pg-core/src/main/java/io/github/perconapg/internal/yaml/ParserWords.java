package io.github.perconapg.internal.yaml;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Says in plain words what the YAML parser says about a text. */
final class ParserWords {

  private ParserWords() {}

  /** The error is not kept as a cause: it quotes the text, which may hold a secret. */
  static UnreadableTextException translate(MarkedYamlEngineException e) {
    var words = String.valueOf(e.getProblem());
    boolean unclosed = words.contains("stream end") || words.contains("end of stream");
    var mark = unclosed && e.getContextMark().isPresent() ? e.getContextMark() : e.getProblemMark();
    return new UnreadableTextException(
        UnreadableTextException.Kind.SYNTAX,
        mark.map(Mark::getLine).orElse(0) + 1,
        mark.map(Mark::getColumn).orElse(0) + 1,
        say(words, unclosed),
        remedy(words, unclosed),
        words);
  }

  /** An error where the parser stands, without words that could be shown. */
  static UnreadableTextException unmarked(StreamReader reader) {
    return UnreadableTextException.syntax(
        reader.getLine() + 1,
        reader.getColumn() + 1,
        "the text is not YAML from here on",
        "Correct the text; any YAML checker can help.");
  }

  private static String say(String words, boolean unclosed) {
    if (unclosed) {
      return "what is opened here is never closed";
    }
    if (words.contains("TAB")) {
      return "a tab stands where YAML allows only blanks";
    }
    if (words.contains("mapping values are not allowed")) {
      return "there is a colon where no field can start";
    }
    if (words.contains("could not find expected ':'")) {
      return "the line before is neither a field nor part of a value: a colon is missing";
    }
    if (words.contains("that cannot start any token")) {
      return "a value cannot start with this character unless it is quoted";
    }
    if (words.contains("<document start>") || words.contains("<block end>")) {
      return "the indentation does not fit the lines above";
    }
    return "the text is not well-formed YAML";
  }

  private static String remedy(String words, boolean unclosed) {
    if (unclosed) {
      return "Close the quotation mark, bracket or brace.";
    }
    if (words.contains("TAB")) {
      return "Replace the tab by blanks.";
    }
    return "Check the indentation and the quotation marks of this line and the one before.";
  }
}
