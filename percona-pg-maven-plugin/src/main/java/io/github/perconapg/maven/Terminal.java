package io.github.perconapg.maven;

import io.github.perconapg.maven.render.LiveLine;
import io.github.perconapg.maven.render.Printer;
import java.io.Console;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody watches: a live line is shown on a terminal only, and only where nobody else
 * writes to it at the same time. Everywhere else each step is a line that stays, so that a log
 * reads like the terminal.
 *
 * @param isTerminal whether standard output is one
 * @param interactive false with -B
 * @param threads how many modules are built at once
 * @param mavenVersion Maven 4 takes the standard output of plugins apart into lines of its log
 * @param variables of the environment: CI servers set CI, and TERM may say that it is dumb
 */
record Terminal(
    boolean isTerminal,
    boolean interactive,
    int threads,
    String mavenVersion,
    Map<String, String> variables) {

  private static final int COLUMNS = 80;

  static Terminal of(MavenSession session) {
    return new Terminal(
        isTerminal(System.console()),
        session.getRequest().isInteractiveMode(),
        session.getRequest().getDegreeOfConcurrency(),
        session.getSystemProperties().getProperty("maven.version", ""),
        System.getenv());
  }

  /** Where a goal's lines go. */
  Printer printer(Log log) {
    var lines = new LogPrinter(log);
    // With -q there is nothing to show, and with -X too much in between.
    return isLive() && log.isInfoEnabled() && !log.isDebugEnabled()
        ? new LiveLine(lines, System.out, columns())
        : lines;
  }

  boolean isLive() {
    return isTerminal
        && interactive
        && threads < 2
        && mavenVersion.startsWith("3.")
        && variables.getOrDefault("CI", "").isEmpty()
        && !variables.getOrDefault("TERM", "dumb").equals("dumb");
  }

  int columns() {
    var given = variables.getOrDefault("COLUMNS", "");
    return given.matches("[1-9]\\d{1,3}") ? Integer.parseInt(given) : COLUMNS;
  }

  /** From JDK 22 on there is always a console, which knows whether it is a terminal. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // an older JDK gives a console for a terminal only
    }
  }
}
