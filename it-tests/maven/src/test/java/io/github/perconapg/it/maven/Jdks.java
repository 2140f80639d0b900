package io.github.perconapg.it.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JDKs of this machine.
 *
 * <p>In this order: the folders that -Dmatrix.jdks names, separated as in a path; the one that runs
 * this; those that variables such as JAVA_HOME_25_X64 or JDK_25 name; those that stand beside one
 * of the former, as in /usr/lib/jvm.
 */
final class Jdks {

  private static final Pattern VARIABLE = Pattern.compile("JAVA_HOME.*|(JDK|JAVA)_?\\d+(_HOME)?");

  private Jdks() {}

  /**
   * The first JDK of a release.
   *
   * @param feature the release's number, such as 25
   * @return what JAVA_HOME is to be
   * @throws AssertionError that says how to name one; the matrix leaves nothing out silently
   */
  static Path home(int feature) {
    return all().stream()
        .filter(home -> release(home).startsWith(feature + "."))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "No JDK %d was found among %s. Install one beside them, or name one:"
                            .formatted(feature, all())
                        + " -Dmatrix.jdks=FOLDER"));
  }

  private static List<Path> all() {
    var named =
        Stream.of(System.getProperty("matrix.jdks", "").split(File.pathSeparator, -1))
            .filter(text -> !text.isBlank());
    var variables =
        new TreeMap<>(System.getenv())
            .entrySet().stream()
                .filter(each -> VARIABLE.matcher(each.getKey()).matches())
                .map(Map.Entry::getValue);
    var known =
        Stream.of(named, Stream.of(System.getProperty("java.home")), variables)
            .flatMap(each -> each)
            .map(Path::of)
            .toList();
    return Stream.concat(known.stream(), known.stream().flatMap(Jdks::beside))
        .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
        .distinct()
        .toList();
  }

  private static Stream<Path> beside(Path home) {
    try (var folders = Files.list(home.toAbsolutePath().resolveSibling("."))) {
      return folders.map(Path::normalize).sorted().toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  /** What the JDK's file release says, with a dot behind it; the first of a release is just 25. */
  private static String release(Path home) {
    try (var lines = Files.lines(home.resolve("release"))) {
      return lines
              .filter(line -> line.startsWith("JAVA_VERSION="))
              .findFirst()
              .orElse("")
              .replaceAll("JAVA_VERSION=|\"", "")
          + ".";
    } catch (IOException e) {
      return ""; // a JDK that does not tell what it is
    }
  }
}
