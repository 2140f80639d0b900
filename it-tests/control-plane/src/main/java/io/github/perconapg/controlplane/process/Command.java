package io.github.perconapg.controlplane.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program with its arguments, run to its end with all output kept.
 *
 * <p>Immutable. The child inherits the environment of this process, changed by {@link #env}.
 */
public final class Command {
  private final List<String> words;
  private final Map<String, String> environment;
  private final @Nullable Path folder;

  private Command(List<String> words, Map<String, String> environment, @Nullable Path folder) {
    this.words = List.copyOf(words);
    this.environment = Map.copyOf(environment);
    this.folder = folder;
  }

  /**
   * A command of a program and its arguments.
   *
   * @param program a path or a name that is looked up on the PATH
   * @param arguments passed on as they are, without a shell
   * @return the command, not yet run
   */
  public static Command of(Object program, Object... arguments) {
    List<String> words = new ArrayList<>();
    words.add(program.toString());
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return new Command(words, Map.of(), null);
  }

  /**
   * The same command with one variable of the environment set.
   *
   * @param name the variable
   * @param value its value
   * @return a changed copy
   */
  public Command env(String name, Object value) {
    Map<String, String> changed = new TreeMap<>(environment);
    changed.put(name, value.toString());
    return new Command(words, changed, folder);
  }

  /**
   * The same command with another working folder.
   *
   * @param where an existing folder
   * @return a changed copy
   */
  public Command in(Path where) {
    return new Command(words, environment, where);
  }

  /**
   * Runs the command and waits for its end.
   *
   * @param limit the longest it may take; then it is killed
   * @return its exit code and output
   * @throws UncheckedIOException when it cannot be started or did not end in time
   */
  public Result run(Duration limit) {
    return run(limit, Duration.ofDays(1), () -> {});
  }

  /**
   * Runs the command and waits for its end, with a sign of life at intervals.
   *
   * @param limit the longest it may take; then it is killed
   * @param interval between two calls of stillRunning
   * @param stillRunning called on this thread
   * @return its exit code and output
   * @throws UncheckedIOException when it cannot be started or did not end in time
   */
  public Result run(Duration limit, Duration interval, Runnable stillRunning) {
    try {
      Path output = Files.createTempFile("percona-pg-", ".out");
      try {
        Process process = start(ProcessBuilder.Redirect.to(output.toFile()));
        process.getOutputStream().close();
        boolean ended = await(process, limit, interval, stillRunning);
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        if (!ended) {
          throw new IOException(this + " did not end within " + limit + "\n" + text);
        }
        return new Result(toString(), process.exitValue(), text);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(ProcessBuilder.Redirect output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    builder.environment().putAll(environment);
    return builder.redirectOutput(output).start();
  }

  private static boolean await(
      Process process, Duration limit, Duration interval, Runnable stillRunning)
      throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        long left = deadline - System.nanoTime();
        if (process.waitFor(Math.min(left, interval.toNanos()), TimeUnit.NANOSECONDS)) {
          return true;
        }
        if (deadline - System.nanoTime() <= 0) {
          process.destroyForcibly().waitFor();
          return false;
        }
        stillRunning.run();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the end of " + process.info(), e);
    }
  }

  /** The command line, for messages. */
  @Override
  public String toString() {
    return String.join(" ", words);
  }

  /**
   * How a command ended.
   *
   * @param command the command line
   * @param exitCode 0 for success
   * @param output standard output and standard error together, in the order of writing
   */
  public record Result(String command, int exitCode, String output) {
    /**
     * The output of a command that has to succeed.
     *
     * @return the output
     * @throws IllegalStateException with the output, when the exit code is not 0
     */
    public String orThrow() {
      if (exitCode != 0) {
        throw new IllegalStateException(
            command + " ended with exit code " + exitCode + ":\n" + output);
      }
      return output;
    }
  }
}
