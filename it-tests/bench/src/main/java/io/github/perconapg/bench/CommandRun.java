package io.github.perconapg.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs a whole command once, under a meter. */
final class CommandRun {

  private static final int MINUTES = 6;

  /** A line of the shell's own word for what its children used: 0m1.23s 0m0.45s. */
  private static final Pattern TIMES = Pattern.compile("(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s");

  private CommandRun() {}

  /**
   * Runs it. A shell is between, because only a parent is told what processor time its children
   * used; that costs a few milliseconds, the same for everybody.
   *
   * @param words the program and its arguments
   * @param environment what is added to that of this process
   * @param folder where it runs
   */
  static Run of(List<String> words, Map<String, String> environment, Path folder)
      throws IOException, InterruptedException {
    var output = Files.createTempFile("percona-pg-bench-", ".out");
    var times = Files.createTempFile("percona-pg-bench-", ".times");
    try {
      var all = new ArrayList<>(List.of("sh", "-c"));
      all.add("times=$1; shift; \"$@\"; code=$?; times > \"$times\"; exit $code");
      all.add("sh");
      all.add(times.toString());
      all.addAll(words);
      var builder = new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      builder.redirectOutput(output.toFile());
      var start = System.nanoTime();
      var process = builder.start();
      try (var meter = new ProcessMeter(process.pid(), true)) {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          throw new IllegalStateException(words + " did not end within " + MINUTES + " minutes");
        }
        var took = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
          throw new IllegalStateException(words + " failed:\n" + Files.readString(output));
        }
        return new Run(took, cpu(times), meter.peak(), meter.peakOfAll());
      }
    } finally {
      Files.delete(output);
      Files.delete(times);
    }
  }

  private static double cpu(Path times) throws IOException {
    var matcher = TIMES.matcher(Files.readString(times));
    double seconds = 0;
    while (matcher.find()) { // the shell's own, then its children's
      seconds += Long.parseLong(matcher.group(1)) * 60 + Double.parseDouble(matcher.group(2));
      seconds += Long.parseLong(matcher.group(3)) * 60 + Double.parseDouble(matcher.group(4));
    }
    return seconds;
  }
}
