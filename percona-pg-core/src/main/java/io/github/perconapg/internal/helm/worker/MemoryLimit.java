package io.github.perconapg.internal.helm.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Watches the memory of this process, the Go runtime's above all: one line of a template can ask
 * for gigabytes, and neither the JVM's limit nor Go's own stops it. On platforms without {@code
 * /proc} nothing is watched.
 */
final class MemoryLimit {

  /** Helm with the real chart takes a fifth of it. */
  static final long BYTES = 1L << 30;

  private static final Path STATM = Path.of("/proc/self/statm");
  private static final long PAGE = 4096;
  private static final long PAUSE_NANOS = 20_000_000;

  private MemoryLimit() {}

  /**
   * Begins to watch on a thread of its own.
   *
   * @param exceeded called once, with the bytes in use
   */
  static void watch(LongConsumer exceeded) {
    if (Files.isReadable(STATM)) {
      var thread = new Thread(() -> awaitExcess(exceeded), "memory");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void awaitExcess(LongConsumer exceeded) {
    try {
      for (var used = used(); ; used = used()) {
        if (used > BYTES) {
          exceeded.accept(used);
          return;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      System.err.println("The worker's memory cannot be watched: " + e);
    }
  }

  /** The second number is the resident set in pages (proc(5)); larger pages raise the limit. */
  private static long used() throws IOException {
    return Long.parseLong(Files.readString(STATM).split(" ", 3)[1]) * PAGE;
  }
}
