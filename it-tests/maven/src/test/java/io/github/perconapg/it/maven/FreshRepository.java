package io.github.perconapg.it.maven;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Repository;
import org.apache.maven.settings.RepositoryPolicy;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.io.xpp3.SettingsXpp3Reader;
import org.apache.maven.settings.io.xpp3.SettingsXpp3Writer;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * A local repository that holds this build's artifacts and nothing else, as after mvn install on a
 * machine that never ran Maven.
 *
 * <p>What Maven misses in it comes from the repository of the user who runs this build, which is
 * offered as a remote one, and after that from wherever the user's settings say.
 */
final class FreshRepository {

  private static final String GROUP = "io/github/perconapg";
  private static final Path WORK = Path.of("target").toAbsolutePath();

  private FreshRepository() {}

  /** Makes it anew. */
  static Path create() {
    var repository = WORK.resolve("repository");
    try {
      delete(repository);
      delete(WORK.resolve("runs"));
      copy(property("it.built").resolve(GROUP), repository.resolve(GROUP));
      // maven-install-plugin writes this file beside a plugin; maven-invoker-plugin does not.
      Files.writeString(
          repository.resolve(GROUP).resolve("maven-metadata-local.xml"),
          """
          <metadata>
            <plugins>
              <plugin>
                <name>percona-pg-maven-plugin</name>
                <prefix>percona-pg</prefix>
                <artifactId>percona-pg-maven-plugin</artifactId>
              </plugin>
            </plugins>
          </metadata>
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return repository;
  }

  /**
   * Writes the user's settings with the user's local repository as a remote one in them.
   *
   * @param name the file's name
   * @param added more to put in, plugin groups and servers; proxies take the place of the user's
   * @return a private file
   */
  static Path settings(String name, Settings added) {
    var settings = usersSettings();
    added.getPluginGroups().forEach(settings::addPluginGroup);
    added.getServers().forEach(settings::addServer);
    if (!added.getProxies().isEmpty()) {
      settings.setProxies(added.getProxies());
    }
    settings.addProfile(usersRepository());
    settings.addActiveProfile("users-repository");
    return write(name, settings);
  }

  /** The settings of the user who runs this build. */
  static Settings usersSettings() {
    try {
      var file = Path.of(URI.create(System.getProperty("it.usersSettings", "")).getPath());
      return Files.exists(file) ? read(Files.readString(file)) : new Settings();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes settings into a private file. */
  static Path write(String name, Settings settings) {
    try {
      var file = WORK.resolve(name);
      Files.deleteIfExists(file);
      var ownerOnly = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
      try (var writer = Files.newBufferedWriter(file)) {
        new SettingsXpp3Writer().write(writer, settings);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a settings.xml. */
  static Settings read(String text) {
    try {
      return new SettingsXpp3Reader().read(new StringReader(text));
    } catch (IOException | XmlPullParserException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static Profile usersRepository() {
    var repository = new Repository();
    repository.setId("users-repository");
    repository.setUrl(property("it.usersRepository").toUri().toString());
    var releases = new RepositoryPolicy();
    releases.setChecksumPolicy("ignore"); // a local repository has none for what was installed
    repository.setReleases(releases);
    var snapshots = new RepositoryPolicy();
    snapshots.setEnabled(false); // an earlier mvn install must not be what is tested
    repository.setSnapshots(snapshots);
    var profile = new Profile();
    profile.setId("users-repository");
    profile.addRepository(repository);
    profile.addPluginRepository(repository);
    return profile;
  }

  private static Path property(String name) {
    return Path.of(requireNonNull(System.getProperty(name), name));
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (var file : files.toList()) {
        var copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
