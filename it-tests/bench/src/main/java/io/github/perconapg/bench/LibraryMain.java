package io.github.perconapg.bench;

import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.Readiness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that uses the library, in a JVM of its own. With arguments it does one thing and ends;
 * without any it does what each line of its input says, a word between tabs for each argument, and
 * prints how many nanoseconds it took.
 */
public final class LibraryMain {

  /** The property that names the file for a profile; nobody looks when it is not set. */
  static final String PROFILE = "bench.profile";

  private static final PrintStream OUT = System.out;

  private LibraryMain() {}

  /**
   * Does it.
   *
   * @param arguments a verb, kubeconfigs with commas between, a chart's folder, and for some verbs
   *     more
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var output = Files.createTempDirectory("percona-pg-bench-");
    if (arguments.length > 0) {
      carryOutOnce(List.of(arguments), output);
      return;
    }
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = input.readLine(); line != null; line = input.readLine()) {
      var start = System.nanoTime();
      carryOut(List.of(line.split("\t", -1)), output, EventListener.none());
      OUT.println("took " + (System.nanoTime() - start));
    }
  }

  private static void carryOutOnce(List<String> words, Path output)
      throws IOException, InterruptedException {
    var file = System.getProperty(PROFILE);
    if (file == null) {
      carryOut(words, output, EventListener.none());
      return;
    }
    var profile = new Profile();
    carryOut(words, output, profile);
    profile.write(Path.of(file));
  }

  private static void carryOut(List<String> words, Path output, EventListener listener)
      throws IOException, InterruptedException {
    if (words.get(0).equals("nothing")) {
      return;
    }
    var library = new Library(output, listener);
    var kubeconfigs = Stream.of(words.get(1).split(",", -1)).map(Path::of).toList();
    var chart = Path.of(words.get(2));
    switch (words.get(0)) {
      case "deploy" -> library.deploy(kubeconfigs.get(0), chart, Readiness.AVAILABLE);
      case "deploy-working" -> library.deploy(kubeconfigs.get(0), chart, Readiness.WORKING);
      case "destroy" -> library.destroy(kubeconfigs.get(0), chart);
      case "get" -> library.get(kubeconfigs.get(0));
      case "floor" -> Floor.apply(kubeconfigs.get(0), chart, Path.of(words.get(3)));
      case "deploy-all" ->
          library.deployAll(
              kubeconfigs, chart, Integer.parseInt(words.get(3)), Integer.parseInt(words.get(4)));
      default -> throw new IllegalArgumentException(Arrays.toString(words.toArray()));
    }
  }
}
