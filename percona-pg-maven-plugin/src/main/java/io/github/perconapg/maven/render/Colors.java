package io.github.perconapg.maven.render;

import java.util.function.UnaryOperator;

/**
 * Colours for a terminal.
 *
 * @param good for what comes
 * @param change for what changes
 * @param bad for what goes, and for what is in the way
 */
public record Colors(
    UnaryOperator<String> good, UnaryOperator<String> change, UnaryOperator<String> bad) {

  /** No colours. */
  public static final Colors NONE =
      new Colors(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
}
