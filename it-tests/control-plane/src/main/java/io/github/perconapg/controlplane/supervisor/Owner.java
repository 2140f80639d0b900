package io.github.perconapg.controlplane.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whose end ends a plane. */
public sealed interface Owner {
  /** Calls back once, on some thread, when the owner is gone. */
  void whenGone(Runnable end);

  /** The process that started the supervisor and holds the other end of its standard input. */
  record Pipe() implements Owner {
    @Override
    public void whenGone(Runnable end) {
      Thread reader =
          new Thread(
              () -> {
                awaitEndOfFile(System.in);
                end.run();
              },
              "owner");
      reader.setDaemon(true);
      reader.start();
    }

    private static void awaitEndOfFile(InputStream in) {
      try {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      } catch (IOException e) {
        // A pipe that cannot be read any more has lost its other end, which is what is waited for.
        return;
      }
    }

    @Override
    public String toString() {
      return "pipe";
    }
  }

  /**
   * Some process, known by pid and start, since pids are used again.
   *
   * @param pid its id
   * @param started when it started, as the system says
   */
  record Pid(long pid, Instant started) implements Owner {
    /** Linux derives the start from the boot time, which moves a little when clocks are set. */
    private static final Duration SAME_START = Duration.ofSeconds(3);

    /** The owner that a living process is. */
    public static Pid of(ProcessHandle process) {
      return new Pid(process.pid(), start(process));
    }

    @Override
    public void whenGone(Runnable end) {
      process()
          .ifPresentOrElse(
              process -> {
                var unused = process.onExit().thenRun(end);
              },
              end);
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> process() {
      return ProcessHandle.of(pid)
          .filter(
              process -> Duration.between(start(process), started).abs().compareTo(SAME_START) < 0);
    }

    /**
     * The inverse of toString.
     *
     * @param text pid@instant
     * @return the process, which may be gone
     */
    public static Pid parsePid(String text) {
      int at = text.indexOf('@');
      return new Pid(Long.parseLong(text.substring(0, at)), Instant.parse(text.substring(at + 1)));
    }

    private static Instant start(ProcessHandle process) {
      return process.info().startInstant().orElse(Instant.EPOCH);
    }

    @Override
    public String toString() {
      return pid + "@" + started;
    }
  }

  /** Nobody: the plane stays until it is told to stop. */
  record Nobody() implements Owner {
    @Override
    public void whenGone(Runnable end) {}

    @Override
    public String toString() {
      return "nobody";
    }
  }

  /**
   * The inverse of toString.
   *
   * @param text pipe, nobody, or pid@instant
   * @return the owner
   */
  static Owner parse(String text) {
    if (text.equals("pipe")) {
      return new Pipe();
    }
    if (text.equals("nobody")) {
      return new Nobody();
    }
    return Pid.parsePid(text);
  }
}
