package io.github.perconapg.maven.render;

import java.util.List;

/** Prints into a list; warnings begin with an exclamation mark. */
record ListPrinter(List<String> lines) implements Printer {

  @Override
  public void line(String text) {
    lines.add(text);
  }

  @Override
  public void warning(String text) {
    lines.add("! " + text);
  }
}
