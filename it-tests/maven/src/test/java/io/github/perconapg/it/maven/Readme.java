package io.github.perconapg.it.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the README tells its reader to type. */
final class Readme {

  /** The repository's root. */
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private static final Pattern SETTINGS =
      Pattern.compile("```xml\\n(<settings>.*?)```", Pattern.DOTALL);
  private static final Pattern FULL_COORDINATES =
      Pattern.compile("^mvn (io\\.github\\.perconapg:\\S+):validate$", Pattern.MULTILINE);

  private Readme() {}

  /** The plugin's coordinates, with a colon before each goal's name to follow. */
  static String coordinates() {
    return find(FULL_COORDINATES);
  }

  /** The settings.xml that makes the prefix work. */
  static String settings() {
    return find(SETTINGS);
  }

  /** Copies the files of an example into a folder. */
  static Path copyExample(String name, Path folder) {
    var example = ROOT.resolve("examples").resolve(name);
    try (var files = Files.walk(example)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var copy = folder.resolve(example.relativize(file));
        Files.createDirectories(copy.resolveSibling("."));
        Files.copy(file, copy);
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goals as they are typed with full coordinates. */
  static List<String> goals(String... names) {
    return List.of(names).stream().map(name -> coordinates() + ":" + name).toList();
  }

  private static String find(Pattern pattern) {
    try {
      var text = Files.readString(ROOT.resolve("README.md"));
      return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
