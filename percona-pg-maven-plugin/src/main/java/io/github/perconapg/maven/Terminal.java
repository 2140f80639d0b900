package io.github.perconapg.maven;

import io.github.perconapg.maven.render.LiveView;
import io.github.perconapg.maven.render.Printer;
import java.io.Console;
import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.fusesource.jansi.AnsiConsole;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person watches: a live view is shown on a terminal only, and only where nothing else
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

  private static final int USUAL_COLUMNS = 80;

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
        ? new LiveView(lines, System.out, columns())
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

  /** By Jansi, which Maven 3 has and lets plugins use; it asks the terminal itself. */
  private static int columns() {
    var found = AnsiConsole.getTerminalWidth();
    return found > 0 ? found : USUAL_COLUMNS;
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
