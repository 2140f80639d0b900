package io.github.perconapg.it.maven;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever builds a release again gets the same bytes: -Pmatrix, because two builds take long. */
@Tag("matrix")
class ReproducibleIT {

  private static final boolean OFFLINE = "offline=true".equals(System.getProperty("it.network"));

  @TempDir Path temporary;

  @Test
  void aReleaseIsTheSameInAnotherFolderTimeZoneLocaleAndUmask() throws IOException {
    var maven = Maven.ofTheBuilder();
    var options = System.getenv().getOrDefault("JAVA_TOOL_OPTIONS", "");
    var elsewhere =
        maven
            .installedIn(withUmask("002", maven.home()))
            .env("TZ", "Asia/Kathmandu")
            .env("LC_ALL", "C")
            .env("JAVA_TOOL_OPTIONS", options + " -Duser.language=ja -Duser.country=JP");

    var here = build(maven.env("TZ", "UTC").env("LC_ALL", "C.UTF-8"), "here");
    var there = build(elsewhere, "and/in-another-folder");

    assertThat(here.names())
        .contains("percona-pg-core.jar", "percona-pg-core-sources.jar")
        .contains("percona-pg-core-javadoc.jar", "percona-pg-parent.pom")
        .containsAll(modules().stream().map(module -> module + ".pom").toList());
    if (!OFFLINE) { // CycloneDX makes none then
      assertThat(here.names()).contains("percona-pg-core-cyclonedx.json");
    }
    assertThat(here.differencesFrom(there)).isEmpty();
  }

  /** Builds a copy of the sources. */
  private Publication build(Maven maven, String name) throws IOException {
    var folder = temporary.resolve(name);
    var published = temporary.resolve("published").resolve(name);
    copySources(folder);
    var words = new ArrayList<>(List.of("package", System.getProperty("it.invoker") + ":install"));
    words.add("-Dinvoker.localRepositoryPath=" + published);
    words.addAll(List.of("-Prelease", "-pl", String.join(",", modules()), "-am"));
    words.addAll(List.of("-Dmaven.test.skip=true", "-Dspotless.check.skip=true"));
    if (OFFLINE) {
      words.add("-o");
    }
    maven.run(folder, words).succeeded();
    return new Publication(published);
  }

  /** The modules that are published. */
  private static List<String> modules() throws IOException {
    try (var folders = Files.list(Readme.ROOT)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith("percona-pg-"))
          .sorted()
          .toList();
    }
  }

  /** All but what git keeps and what builds made, which is below a folder target beside a POM. */
  private static void copySources(Path to) throws IOException {
    Files.walkFileTree(
        Readme.ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            var built = folder.endsWith("target") && Files.exists(folder.resolveSibling("pom.xml"));
            if (built || folder.endsWith(".git")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(copy(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.endsWith(".git")) { // a file where the checkout is one of several
              Files.copy(file, copy(file));
            }
            return FileVisitResult.CONTINUE;
          }

          private Path copy(Path path) {
            return to.resolve(Readme.ROOT.relativize(path));
          }
        });
  }

  /** A Maven that is the one in a folder, and lets the group write what it makes. */
  private Path withUmask(String umask, Path home) throws IOException {
    var script = "#!/bin/sh\numask " + umask + "\nexec '" + home.resolve("bin/mvn") + "' \"$@\"\n";
    var bin = Files.createDirectories(temporary.resolve("maven/bin"));
    var mvn = Files.writeString(bin.resolve("mvn"), script);
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
    return requireNonNull(bin.getParent());
  }
}
