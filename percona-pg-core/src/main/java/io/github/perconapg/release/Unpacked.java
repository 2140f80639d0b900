package io.github.perconapg.release;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Files taken out of jars once per user and checked each time they are asked for.
 *
 * <p>What a file has to be is read from its jar's directory at each start: its length and its
 * CRC-32, which is part of the file's name here too. The checksum finds a file that is damaged, cut
 * short or of another version, in 22 ms for Helm's 98 MB (SHA-256: 130 ms with processor support,
 * several times that without). It is no defence against intent, and need not be: the folder is made
 * and kept accessible to its owner only, and who can write as the owner could change the jar as
 * well.
 */
final class Unpacked {

  private final Path folder;

  /**
   * @param folder where the files are kept; created when needed, readable by its owner only
   */
  Unpacked(Path folder) {
    this.folder = folder;
  }

  /**
   * The file that holds what the entry holds.
   *
   * @throws io.github.perconapg.problem.PerconaPgException when the folder cannot be used
   */
  Path file(Path jar, String entry) {
    try (var zip = new ZipFile(jar.toFile())) {
      var wanted = zip.getEntry(entry);
      if (wanted == null) {
        throw new IOException(entry + " is not in " + jar);
      }
      var name = entry.substring(entry.lastIndexOf('/') + 1);
      var checksum = String.format("%08x-%x", wanted.getCrc(), wanted.getSize());
      var file = folder.resolve(checksum).resolve(name);
      makePrivate(folder);
      if (!intact(file, wanted.getSize(), wanted.getCrc())) {
        try (var content = zip.getInputStream(wanted)) {
          write(content, file, wanted.getSize(), wanted.getCrc());
        }
      }
      return file;
    } catch (IOException e) {
      throw unusable("Helm's library cannot be unpacked to " + folder + ".", e);
    }
  }

  /** Refuses a file that must not be executed, as on a file system mounted with noexec. */
  void requireExecutable(Path file) {
    if (!Files.isExecutable(file)) {
      throw unusable("Nothing in the cache folder " + folder + " may be executed.", null);
    }
  }

  private static boolean intact(Path file, long size, long checksum) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != size) {
      return false;
    }
    try (var content = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
      copy(content, OutputStream.nullOutputStream());
      return content.getChecksum().getValue() == checksum;
    }
  }

  /** Written beside its place and moved, so that a file under its name is always whole. */
  private static void write(InputStream source, Path file, long size, long checksum)
      throws IOException {
    Files.createDirectories(file.getParent());
    var part = Files.createTempFile(file.getParent(), "part", "");
    try (var content = new CheckedInputStream(source, new CRC32());
        var target = Files.newOutputStream(part)) {
      var copied = copy(content, target);
      if (copied != size || content.getChecksum().getValue() != checksum) {
        throw new IOException("the jar is damaged: the checksum of an entry is wrong");
      }
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    var posix = Files.getFileAttributeView(part, PosixFileAttributeView.class);
    if (posix != null) {
      posix.setPermissions(PosixFilePermissions.fromString("r-x------"));
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static long copy(InputStream from, OutputStream to) throws IOException {
    var buffer = new byte[1 << 16];
    var total = 0L;
    for (var read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      to.write(buffer, 0, read);
      total += read;
    }
    return total;
  }

  private static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    var posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (posix != null) {
      posix.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static RuntimeException unusable(String summary, @Nullable IOException cause) {
    var problem =
        Problem.of(
            ProblemCode.PLATFORM_UNSUPPORTED,
            summary,
            "Let XDG_CACHE_HOME name a folder of yours that is writable, has 150 MB free and is not"
                + " mounted with noexec.");
    return cause == null
        ? problem.asException()
        : problem.facts(List.of(cause.toString())).asException(cause);
  }
}
