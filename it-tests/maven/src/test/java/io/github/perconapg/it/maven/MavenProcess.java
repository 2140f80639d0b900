package io.github.perconapg.it.maven;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A Maven process that was started, with all processes below it.
 *
 * @param process Maven's own process
 * @param output the file that it writes to
 */
record MavenProcess(Process process, Path output) {

  /** For a hang only: to build this project beside other builds takes up to eight minutes. */
  private static final Duration LIMIT = Duration.ofMinutes(20);

  private static final int GLANCE_MILLIS = 50;

  /** Waits for the end, and notes what ps could have shown meanwhile. */
  MavenResult await() {
    var shown = new TreeSet<String>();
    watch(
        () -> {
          shown.addAll(arguments());
          return false;
        });
    return new MavenResult(process.exitValue(), Maven.text(output), Set.copyOf(shown));
  }

  /** Waits until a process below Maven has arguments like these, and returns it. */
  ProcessHandle awaitDescendant(Predicate<String> arguments) {
    var found = new ArrayList<ProcessHandle>();
    watch(
        () -> {
          process.descendants().filter(each -> arguments.test(arguments(each))).forEach(found::add);
          return !found.isEmpty();
        });
    if (found.isEmpty()) {
      throw new AssertionError("there was no such process:\n" + Maven.text(output));
    }
    return found.get(0);
  }

  private interface Condition {
    boolean holds();
  }

  /** Looks until the condition holds or the process ended. */
  private void watch(Condition condition) {
    var deadline = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!condition.holds() && !process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() - deadline > 0) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly().waitFor();
          throw new AssertionError("did not end within " + LIMIT + ":\n" + Maven.text(output));
        }
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private List<String> arguments() {
    return process.descendants().map(MavenProcess::arguments).toList();
  }

  /**
   * With the environment, which no secret belongs into either. ProcessHandle cuts long arguments
   * off. Empty for a process that is gone.
   */
  private static String arguments(ProcessHandle handle) {
    var process = Path.of("/proc", Long.toString(handle.pid()));
    try {
      return (Maven.text(process.resolve("cmdline")) + Maven.text(process.resolve("environ")))
          .replace('\0', ' ');
    } catch (UncheckedIOException e) {
      return "";
    }
  }
}
