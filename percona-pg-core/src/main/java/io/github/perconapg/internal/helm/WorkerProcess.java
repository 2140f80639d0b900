package io.github.perconapg.internal.helm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.perconapg.internal.helm.worker.WorkerMessage;
import io.github.perconapg.internal.kubernetes.DaemonThreads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A forked worker and the talk with it. What it prints beside its answers is read all the time, so
 * that it never blocks on a full pipe, and the end of it is kept.
 */
final class WorkerProcess {

  /** A rendered chart is far smaller; more than this is a worker out of its mind. */
  private static final int LONGEST_LINE = 64 << 20;

  private static final int KEPT_OUTPUT = 32 << 10;
  private static final Duration TIME_TO_DIE = Duration.ofSeconds(5);

  private final Process process;
  private final String marker;
  private final LinkedBlockingQueue<Optional<WorkerMessage>> answers = new LinkedBlockingQueue<>();
  private final StringBuilder said = new StringBuilder();
  private volatile boolean ended;

  private WorkerProcess(Process process, String marker) {
    this.process = process;
    this.marker = marker;
  }

  /**
   * Starts a process.
   *
   * @param marker begins each line of its output that is an answer
   * @param environment all of its environment
   */
  static WorkerProcess fork(
      List<String> command, String marker, Map<String, String> environment, Path folder)
      throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    var worker = new WorkerProcess(builder.start(), marker);
    worker.read("answers", worker::readAnswers);
    worker.read("errors", worker::readErrors);
    return worker;
  }

  /** Sends a request; an answer may be awaited afterwards. */
  void send(WorkerMessage request) throws IOException {
    var input = process.getOutputStream();
    input.write((request.encode() + "\n").getBytes(US_ASCII));
    input.flush();
  }

  /**
   * The next answer; empty when the time is over, or when the process {@link #ended} instead.
   *
   * @throws InterruptedException when the thread was interrupted
   */
  Optional<WorkerMessage> await(Duration longest) throws InterruptedException {
    var answer = answers.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
    return answer == null ? Optional.empty() : answer;
  }

  /** Tells whether no more answers will come. */
  boolean ended() {
    return ended;
  }

  /** The end of what the process printed beside its answers. */
  String said() {
    synchronized (said) {
      return said.toString().strip();
    }
  }

  long pid() {
    return process.pid();
  }

  /** Ends the process at once, whatever it does, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    var interrupted = false;
    var until = System.nanoTime() + TIME_TO_DIE.toNanos();
    var waiting = true;
    while (waiting) {
      try {
        process.waitFor(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        waiting = false;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(String name, Runnable reader) {
    DaemonThreads.named("percona-pg-worker-" + name).newThread(reader).start();
  }

  private void readAnswers() {
    try (var output = process.getInputStream()) {
      for (var line = readLine(output); line != null; line = readLine(output)) {
        var begin = line.indexOf(marker);
        if (begin < 0) {
          keepLine(line);
        } else {
          keepLine(line.substring(0, begin));
          answers.add(Optional.of(WorkerMessage.decode(line.substring(begin + marker.length()))));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      keepLine("The worker's answers cannot be read: " + e.getMessage());
      process.destroyForcibly();
    } finally {
      ended = true;
      answers.add(Optional.empty());
    }
  }

  private void readErrors() {
    try (var errors = process.getErrorStream()) {
      var buffer = new byte[4096];
      for (var read = errors.read(buffer); read >= 0; read = errors.read(buffer)) {
        keep(new String(buffer, 0, read, UTF_8));
      }
    } catch (IOException e) {
      keepLine("The worker's errors cannot be read: " + e.getMessage());
    }
  }

  private static @Nullable String readLine(InputStream stream) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = stream.read(); next >= 0; next = stream.read()) {
      if (next == '\n') {
        return line.toString(UTF_8);
      }
      if (line.size() == LONGEST_LINE) {
        throw new IOException("a line is longer than " + LONGEST_LINE + " bytes");
      }
      line.write(next);
    }
    return line.size() == 0 ? null : line.toString(UTF_8);
  }

  private void keepLine(String line) {
    if (!line.isBlank()) {
      keep(line + "\n");
    }
  }

  private void keep(String text) {
    synchronized (said) {
      said.append(text);
      if (said.length() > KEPT_OUTPUT) {
        said.delete(0, said.length() - KEPT_OUTPUT);
      }
    }
  }
}
