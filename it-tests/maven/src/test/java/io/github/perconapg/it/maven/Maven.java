package io.github.perconapg.it.maven;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.maven.settings.Settings;

/** The Maven that runs this build, or another, of somebody whose local repository is fresh. */
final class Maven {

  private static final AtomicInteger RUNS = new AtomicInteger();

  private static final Map<String, String> QUICK =
      Map.of("MAVEN_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");

  private final Path home;
  private final Path repository;
  private final Path settings;
  private final Map<String, String> environment;

  private Maven(Path home, Path repository, Path settings, Map<String, String> environment) {
    this.home = home;
    this.repository = repository;
    this.settings = settings;
    this.environment = Map.copyOf(environment);
  }

  private static final class OfThisRun {
    private static final Maven MAVEN =
        new Maven(
            property("it.mavenHome"),
            FreshRepository.create(),
            FreshRepository.settings("settings.xml", new Settings()),
            QUICK);
  }

  /** One repository serves all tests of a run: the first process fills it. */
  static Maven ofThisRun() {
    return OfThisRun.MAVEN;
  }

  /**
   * The Maven of whoever runs this build, with their local repository and their settings. It is for
   * building this project again, and nothing is to be installed with it.
   */
  static Maven ofTheBuilder() {
    var settings = FreshRepository.write("settings-builder.xml", FreshRepository.usersSettings());
    return new Maven(property("it.mavenHome"), property("it.usersRepository"), settings, QUICK);
  }

  /** Where it is installed. */
  Path home() {
    return home;
  }

  /** Its local repository. */
  Path repository() {
    return repository;
  }

  /** The same with another variable in its environment. */
  Maven env(String name, String value) {
    var more = new TreeMap<>(environment);
    more.put(name, value);
    return new Maven(home, repository, settings, more);
  }

  /** Another Maven in place of this one; the settings and the local repository stay. */
  Maven installedIn(Path otherHome) {
    return new Maven(otherHome, repository, settings, environment);
  }

  /** The same with more options for its JVM. */
  Maven jvmOption(String option) {
    return env("MAVEN_OPTS", environment.get("MAVEN_OPTS") + " " + option);
  }

  /** The same with more in its settings.xml. */
  Maven withSettings(Settings added) {
    return new Maven(
        home, repository, FreshRepository.settings("settings-more.xml", added), environment);
  }

  /**
   * Runs Maven to its end.
   *
   * @param folder where it runs
   * @param words what is typed after mvn
   */
  MavenResult run(Path folder, List<String> words) {
    return start(folder, words).await();
  }

  /** As {@link #run(Path, List)}. */
  MavenResult run(Path folder, String... words) {
    return run(folder, List.of(words));
  }

  /** Starts Maven; its output is kept in target/runs. */
  MavenProcess start(Path folder, List<String> words) {
    // A build in the background ignores SIGINT, and so would every process that it starts.
    var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.add(home.resolve("bin/mvn").toString());
    command.addAll(List.of("-B", "-ntp", "-s", settings.toString()));
    command.add("-Dmaven.repo.local=" + repository);
    command.addAll(words);
    try {
      var runs = Files.createDirectories(Path.of("target/runs"));
      var output = runs.resolve("%02d.txt".formatted(RUNS.incrementAndGet()));
      Files.writeString(output, "$ mvn " + String.join(" ", words) + "\n");
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
      var process = builder.start();
      process.getOutputStream().close();
      return new MavenProcess(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path property(String name) {
    return Path.of(requireNonNull(System.getProperty(name), name));
  }

  /** What a file holds, a character for each byte, so that no encoding is a wrong one. */
  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
