package io.github.perconapg.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that has the library and stays alive from run to run. */
final class WarmJvm implements AutoCloseable {

  private final Process process;
  private final Path errors;
  private final BufferedReader answers;

  /** Starts it, with the default options of the JVM. */
  WarmJvm() throws IOException {
    errors = Files.createTempFile("percona-pg-bench-", ".err");
    process = new ProcessBuilder(command()).redirectError(errors.toFile()).start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * The command that starts such a JVM; with words after it, it does only those.
   *
   * @param options for the JVM
   */
  static List<String> command(String... options) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(options));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add(LibraryMain.class.getName());
    return words;
  }

  /**
   * Has it do something.
   *
   * @param words as {@link LibraryMain} takes them
   */
  Run run(List<String> words) throws IOException, InterruptedException {
    var cpu = ProcessMeter.cpu(process.pid());
    try (var meter = new ProcessMeter(process.pid(), false)) {
      var input = process.getOutputStream();
      input.write((String.join("\t", words) + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
      var answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException(words + " failed:\n" + Files.readString(errors));
      }
      var seconds = Long.parseLong(answer.replaceAll("\\D", "")) / 1e9;
      return new Run(
          seconds, ProcessMeter.cpu(process.pid()) - cpu, meter.peak(), meter.peakOfAll());
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      Files.delete(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
