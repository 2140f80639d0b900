package io.github.perconapg.manifest;

import io.github.perconapg.problem.ProblemCode;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says in plain words what the YAML parser says about a text. */
final class SyntaxErrors {

  private SyntaxErrors() {}

  /**
   * Reports an error of the parser. The error itself is not kept: it quotes the text, which may
   * hold a secret.
   */
  static void report(SourceText source, MarkedYamlEngineException e, Findings findings) {
    var parser = String.valueOf(e.getProblem());
    boolean unclosed = parser.contains("stream end") || parser.contains("end of stream");
    var mark = unclosed && e.getContextMark().isPresent() ? e.getContextMark() : e.getProblemMark();
    var finding =
        findings.at(position(source, mark), ProblemCode.MANIFEST_SYNTAX, say(parser, unclosed));
    if (!source.holdsSecrets()) {
      finding.fact("the parser says: " + Shown.escaped(parser));
    }
    finding.report(remedy(parser, unclosed));
  }

  private static String say(String parser, boolean unclosed) {
    if (unclosed) {
      return "what is opened here is never closed";
    }
    if (parser.contains("TAB")) {
      return "a tab stands where YAML allows only blanks";
    }
    if (parser.contains("mapping values are not allowed")) {
      return "there is a colon where no field can start";
    }
    if (parser.contains("could not find expected ':'")) {
      return "the line before is neither a field nor part of a value: a colon is missing";
    }
    if (parser.contains("that cannot start any token")) {
      return "a value cannot start with this character unless it is quoted";
    }
    if (parser.contains("<document start>") || parser.contains("<block end>")) {
      return "the indentation does not fit the lines above";
    }
    return "the text is not well-formed YAML";
  }

  private static String remedy(String parser, boolean unclosed) {
    if (unclosed) {
      return "Close the quotation mark, bracket or brace.";
    }
    if (parser.contains("TAB")) {
      return "Replace the tab by blanks.";
    }
    return "Check the indentation and the quotation marks of this line and the one before.";
  }

  /** The position of a mark; the start of the source when there is none. */
  static Position position(SourceText source, Optional<Mark> mark) {
    return mark.map(m -> new Position(source, m.getLine() + 1, m.getColumn() + 1))
        .orElseGet(() -> new Position(source, 1, 1));
  }
}
