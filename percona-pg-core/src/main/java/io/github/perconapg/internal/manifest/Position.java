package io.github.perconapg.internal.manifest;

/**
 * A place in a source.
 *
 * @param source the file, override or tree
 * @param line from 1
 * @param column in code points, from 1
 */
record Position(SourceText source, int line, int column) {

  /** {@code file:line:column}, {@code override N}, or the name of a tree. */
  String where() {
    return source.isOverride() || source.isTree()
        ? source.name()
        : source.name() + ":" + line + ":" + column;
  }
}
