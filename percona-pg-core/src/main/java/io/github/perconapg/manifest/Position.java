package io.github.perconapg.manifest;

/**
 * A place in a source.
 *
 * @param source the file or override
 * @param line from 1
 * @param column in code points, from 1
 */
record Position(SourceText source, int line, int column) {

  /** {@code file:line:column}, or {@code override N}. */
  String where() {
    return source.isOverride() ? source.name() : source.name() + ":" + line + ":" + column;
  }
}
