package io.github.perconapg.internal.yaml;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;

/**
 * Where a text comes from, and what a mistake in it counts as.
 *
 * @param name what it is called in messages, in front of line and column
 * @param code the problem's code when it cannot be used
 * @param remedy what to do then
 * @param edited whether a person edits the text: then what helps at the place comes first
 */
public record TextSource(String name, ProblemCode code, String remedy, boolean edited) {

  /** A text that is not edited by hand. */
  public TextSource(String name, ProblemCode code, String remedy) {
    this(name, code, remedy, false);
  }

  /** The problem of a text that cannot be read. */
  public PerconaPgException refused(UnreadableTextException e) {
    return refused(e.line(), e.column(), e.reason(), edited ? e.remedy() : remedy);
  }

  /** The problem of a value that cannot be used. */
  public PerconaPgException refused(YamlValue value, String why) {
    return refused(value.line(), value.column(), why, remedy);
  }

  /** The problem of a value that cannot be used, with a remedy of its own. */
  public PerconaPgException refused(YamlValue value, String why, String remedy) {
    return refused(value.line(), value.column(), why, remedy);
  }

  /** {@code name:line:column} of a value. */
  public String at(YamlValue value) {
    return name + ":" + value.line() + ":" + value.column();
  }

  private PerconaPgException refused(int line, int column, String why, String remedy) {
    return Problem.of(code, name + ":" + line + ":" + column + ": " + why + ".", remedy)
        .asException();
  }
}
