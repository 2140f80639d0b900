package io.github.perconapg.maven.render;

import java.util.List;

/** Where lines for a person go. The goals give Maven's log, which prints none of them with -q. */
public interface Printer extends AutoCloseable {

  /** Prints a line. */
  void line(String text);

  /** Prints a line that a person should not overlook. */
  void warning(String text);

  /** Prints a line for who looks for a fault: in Maven with -X only. */
  default void detail(String text) {}

  /**
   * Shows what happens right now, until the next line or the next such text replaces it.
   *
   * @param lines what happens, and below it what it waits for; not empty
   * @return whether it is shown; false where nothing that is printed can be replaced
   */
  default boolean status(List<String> lines) {
    return false;
  }

  /** Ends what is shown right now. */
  @Override
  default void close() {}
}
