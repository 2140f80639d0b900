package io.github.perconapg.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the memory of a process and of those that it started, every 20 milliseconds, in /proc.
 * Measures nothing where there is no /proc.
 */
final class ProcessMeter implements AutoCloseable {

  private static final long INTERVAL_MILLIS = 20;

  private final long root;
  private final boolean viaShell;
  private final CountDownLatch stop = new CountDownLatch(1);
  private long peak;
  private long peakOfAll;

  /**
   * Begins.
   *
   * @param root the first process
   * @param viaShell whether that is a shell whose only child is the one in question
   */
  ProcessMeter(long root, boolean viaShell) {
    this.root = root;
    this.viaShell = viaShell;
    var thread = new Thread(this::watch, "process-meter");
    thread.setDaemon(true);
    thread.start();
  }

  /** The largest resident set of the first process so far, in megabytes. */
  synchronized double peak() {
    return peak / 1e3;
  }

  /** The largest sum of resident sets so far, in megabytes. */
  synchronized double peakOfAll() {
    return peakOfAll / 1e3;
  }

  @Override
  public void close() {
    stop.countDown();
  }

  private void watch() {
    try {
      do {
        look();
      } while (!stop.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    long sum = 0;
    var processes = tree(root);
    for (var process : processes) {
      sum += kilobytes(process, "VmRSS:");
    }
    peakOfAll = Math.max(peakOfAll, sum);
    var first = viaShell ? 1 : 0;
    if (processes.size() > first) {
      peak = Math.max(peak, kilobytes(processes.get(first), "VmRSS:"));
    }
  }

  /**
   * The processor time of a process and of all its children that have ended, in seconds.
   *
   * @return 0 when it is not there any more
   */
  static double cpu(long process) {
    var text = read(Path.of("/proc", Long.toString(process), "stat"));
    var fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1);
    double ticks = 0;
    for (var i = 11; i < 15 && i < fields.length; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks / 100;
  }

  private static List<Long> tree(long process) {
    var found = new ArrayList<>(List.of(process));
    for (var i = 0; i < found.size(); i++) {
      found.addAll(children(found.get(i)));
    }
    return found;
  }

  private static List<Long> children(long process) {
    var found = new ArrayList<Long>();
    try (var tasks = Files.newDirectoryStream(Path.of("/proc", Long.toString(process), "task"))) {
      for (var task : tasks) {
        for (var child : read(task.resolve("children")).split(" ", -1)) {
          if (!child.isBlank()) {
            found.add(Long.parseLong(child.strip()));
          }
        }
      }
    } catch (IOException e) {
      return found; // it ended meanwhile
    }
    return found;
  }

  private static long kilobytes(long process, String name) {
    for (var line : read(Path.of("/proc", Long.toString(process), "status")).split("\n", -1)) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1000;
      }
    }
    return 0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // it ended meanwhile
    }
  }
}
