package io.github.perconapg.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fuzzes each target in a JVM of its own, one after the other, and writes what came of it to {@code
 * report.md}. Fails when an input throws something else than a problem, takes more than two
 * seconds, or lets the memory grow beyond its bound.
 */
public final class FuzzMain {

  /** For what never ends; {@link Refusal} knows what is slow. */
  private static final int UNIT_SECONDS = 120;

  private static final int HEAP_MIB = 512;
  private static final int MEMORY_MIB = 1536;
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
  private static final Pattern RUNS = Pattern.compile("(?m)^#(\\d+)\\s");
  private static final Pattern MEMORY = Pattern.compile("rss: (\\d+)Mb");

  private final Path folder = Path.of(System.getProperty("fuzz.folder", "target/fuzz"));
  private final Path seeds = Path.of(System.getProperty("fuzz.seeds", "src/main/seeds"));
  private final int seconds = Integer.getInteger("fuzz.time", 600);

  private FuzzMain() {}

  /** Runs what the system properties name. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var wanted = Pattern.compile(System.getProperty("fuzz.targets", ".*"));
    var fuzz = new FuzzMain();
    var results = new ArrayList<Result>();
    for (var target : Target.values()) {
      if (wanted.matcher(target.shown()).matches()) {
        var result = fuzz.run(target);
        System.out.println(result.line());
        results.add(result);
      }
    }
    fuzz.report(results);
    if (results.isEmpty() || results.stream().anyMatch(result -> result.finding() != null)) {
      System.err.println("Fuzzing found something, or no target; see " + fuzz.folder);
      System.exit(1);
    }
  }

  private record Result(Target target, long runs, int memory, @Nullable String finding) {
    String line() {
      return "| %s | %,d | %d MiB | %s |"
          .formatted(target.shown(), runs, memory, finding == null ? "none" : finding);
    }
  }

  private Result run(Target target) throws IOException, InterruptedException {
    var corpus = Files.createDirectories(folder.resolve("corpus").resolve(target.shown()));
    var log = folder.resolve(target.shown() + ".log");
    var process =
        new ProcessBuilder(command(target, corpus))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exit = process.waitFor();
    var said = Files.readString(log, UTF_8);
    var finding = exit == 0 ? null : "exit code " + exit + ", " + firstFinding(said);
    return new Result(target, Math.max(last(DONE, said), last(RUNS, said)), most(said), finding);
  }

  private List<String> command(Target target, Path corpus) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + HEAP_MIB + "m",
        "-XX:+UseSerialGC",
        // A finding keeps its stack trace however often it comes.
        "-XX:-OmitStackTraceInFastThrow",
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + target.className,
        "--instrumentation_includes=io.github.perconapg.**:org.snakeyaml.**",
        "--custom_hook_includes=io.github.perconapg.**",
        "--reproducer_path=" + folder.toAbsolutePath(),
        "-artifact_prefix=" + folder.toAbsolutePath() + "/" + target.shown() + "-",
        "-max_total_time=" + seconds,
        "-timeout=" + UNIT_SECONDS,
        "-rss_limit_mb=" + MEMORY_MIB,
        "-print_final_stats=1",
        corpus.toString(),
        seeds.resolve(target.seeds).toString());
  }

  private static String firstFinding(String said) {
    return said.lines()
        .filter(line -> line.startsWith("== Java Exception") || line.contains("ERROR: libFuzzer"))
        .findFirst()
        .orElse("see the log");
  }

  private static long last(Pattern pattern, String said) {
    return pattern
        .matcher(said)
        .results()
        .mapToLong(m -> Long.parseLong(m.group(1)))
        .max()
        .orElse(0);
  }

  private static int most(String said) {
    return (int) last(MEMORY, said);
  }

  private void report(List<Result> results) throws IOException {
    var lines =
        new ArrayList<>(
            Arrays.asList("| Target | Executions | Memory | Findings |", "|---|---|---|---|"));
    results.forEach(result -> lines.add(result.line()));
    Files.write(folder.resolve("report.md"), lines);
  }
}
