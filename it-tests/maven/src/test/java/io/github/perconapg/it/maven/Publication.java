package io.github.perconapg.it.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipInputStream;

/** What a build would publish. */
final class Publication {

  private final SortedMap<String, Path> files = new TreeMap<>();

  /**
   * Finds it.
   *
   * @param repository where invoker:install put it, in the form of a local repository
   */
  Publication(Path repository) throws IOException {
    try (var all = Files.walk(repository.resolve("io/github/perconapg"))) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        var name = file.getFileName().toString();
        var version = file.getName(file.getNameCount() - 2);
        if (name.contains("-" + version)) { // the others are the repository's own notes
          files.put(name.replace("-" + version, ""), file);
        }
      }
    }
  }

  /** Its files without their version, such as percona-pg-core-sources.jar. */
  Iterable<String> names() {
    return files.keySet();
  }

  /** What tells it from another: a sentence for each file, and in a jar for the first entry. */
  List<String> differencesFrom(Publication other) throws IOException {
    var differences = new ArrayList<String>();
    var names = new TreeSet<>(files.keySet());
    names.addAll(other.files.keySet());
    for (var name : names) {
      var here = files.get(name);
      var there = other.files.get(name);
      if (here == null || there == null) {
        differences.add(name + " is only in " + (here == null ? there : here));
      } else if (Files.mismatch(here, there) >= 0) {
        var where = name.endsWith(".jar") ? entry(here, there) : byteOf(here, there);
        differences.add(name + " differs in " + where + " (" + here + ", " + there + ")");
      }
    }
    return differences;
  }

  private static String byteOf(Path here, Path there) throws IOException {
    return "byte " + Files.mismatch(here, there);
  }

  private static String entry(Path here, Path there) throws IOException {
    try (var one = new ZipInputStream(Files.newInputStream(here));
        var other = new ZipInputStream(Files.newInputStream(there))) {
      var first = one.getNextEntry();
      var second = other.getNextEntry();
      while (first != null && second != null && first.getName().equals(second.getName())) {
        if (!Arrays.equals(one.readAllBytes(), other.readAllBytes())) {
          return "the contents of entry " + first.getName();
        }
        if (!first.getLastModifiedTime().equals(second.getLastModifiedTime())) {
          return "the time of entry " + first.getName();
        }
        first = one.getNextEntry();
        second = other.getNextEntry();
      }
      return first == null && second == null
          ? "no entry, but in what the jar says of them, such as permissions"
          : "which entry comes: " + first + ", " + second;
    }
  }
}
