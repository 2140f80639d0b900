package io.github.perconapg.maven.render;

/** Where lines for a person go. The goals give Maven's log, which prints none of them with -q. */
public interface Printer {

  /** Prints a line. */
  void line(String text);

  /** Prints a line that a person should not overlook. */
  void warning(String text);
}
