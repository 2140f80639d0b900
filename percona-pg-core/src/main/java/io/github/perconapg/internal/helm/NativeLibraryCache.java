package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.chart.OwnFiles;
import io.github.perconapg.internal.chart.Sha256;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Files taken out of jars once per user and checked at each start.
 *
 * <p>A file is used only while it and its folders are writable by this user only, and while it has
 * the length and CRC-32 of its entry in the jar's directory, which finds damage in 20 ms for Helm's
 * 98 MB. Neither stops a file that was forged in a cache that another user filled, as a build
 * server's may be. {@link #verify} does, by SHA-256, which takes 0.1 to 0.9 s and runs beside the
 * start of the worker's JVM.
 */
final class NativeLibraryCache {

  /** What was verified in the life of this JVM, in which many workers may start. */
  private static final Map<Path, String> VERIFIED = new ConcurrentHashMap<>();

  private final Path folder;
  private final Map<Path, Origin> given = new LinkedHashMap<>();

  /**
   * Where a file comes from.
   *
   * @param sha256 what it has to be; null for what the jar's entry is
   */
  private record Origin(Path jar, String entry, @Nullable String sha256) {}

  /**
   * @param folder where the files are kept; created when needed, readable by its owner only
   */
  NativeLibraryCache(Path folder) {
    this.folder = folder;
  }

  /**
   * The file that holds what the entry holds.
   *
   * @param sha256 what it has to be, whatever the jar holds; null for what the jar holds
   * @throws io.github.perconapg.problem.PerconaPgException when the folder cannot be used
   */
  Path file(Path jar, String entry, @Nullable String sha256) {
    try (var zip = new ZipFile(jar.toFile())) {
      var wanted = entry(zip, entry);
      var name = entry.substring(entry.lastIndexOf('/') + 1);
      var checksum = String.format("%08x-%x", wanted.getCrc(), wanted.getSize());
      var parent = folder.resolve(checksum);
      var file = parent.resolve(name);
      makePrivate(folder);
      makePrivate(parent);
      if (!intact(file, wanted.getSize(), wanted.getCrc())) {
        try (var content = zip.getInputStream(wanted)) {
          write(content, file, wanted.getSize(), wanted.getCrc());
        }
      }
      synchronized (given) {
        given.put(file, new Origin(jar, entry, sha256));
      }
      return file;
    } catch (IOException e) {
      throw unusable("Helm's library cannot be unpacked to " + folder + ".", e);
    }
  }

  /**
   * Compares every file that was given with what it has to be, and removes one that is not.
   *
   * @throws io.github.perconapg.problem.PerconaPgException worker-failed when one is something else
   */
  void verify() {
    Map<Path, Origin> all;
    synchronized (given) {
      all = Map.copyOf(given);
    }
    all.forEach(this::verify);
  }

  private void verify(Path file, Origin origin) {
    try {
      var wanted = origin.sha256() == null ? sha256(origin) : origin.sha256();
      var state = wanted + state(file);
      if (state.equals(VERIFIED.get(file))) {
        return;
      }
      String actual;
      try (var content = Files.newInputStream(file)) {
        actual = Sha256.of(content);
      }
      if (!actual.equals(wanted)) {
        Files.delete(file);
        throw forged(file, origin, wanted, actual);
      }
      VERIFIED.put(file, state);
    } catch (IOException e) {
      throw unusable("Helm's library cannot be read from " + folder + ".", e);
    }
  }

  /** Changes with whatever is written to a file; no program can set the time of its last change. */
  private static String state(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? Files.readAttributes(file, "unix:ino,ctime,size").toString()
        : UUID.randomUUID().toString();
  }

  private static String sha256(Origin origin) throws IOException {
    try (var zip = new ZipFile(origin.jar().toFile());
        var content = zip.getInputStream(entry(zip, origin.entry()))) {
      return Sha256.of(content);
    }
  }

  private static ZipEntry entry(ZipFile zip, String name) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException(name + " is not in " + zip.getName());
    }
    return entry;
  }

  /** Refuses a file that must not be executed, as on a file system mounted with noexec. */
  void requireExecutable(Path file) {
    if (!Files.isExecutable(file)) {
      throw unusable("Nothing in the cache folder " + folder + " may be executed.", null);
    }
  }

  private static boolean intact(Path file, long size, long checksum) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !OwnFiles.isProtected(file)
        || Files.size(file) != size) {
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
    var wanted = PosixFilePermissions.fromString("rwx------");
    if (posix != null
        && OwnFiles.isMine(folder)
        && !posix.readAttributes().permissions().equals(wanted)) {
      posix.setPermissions(wanted);
    }
    if (!OwnFiles.isProtected(folder)) {
      throw new IOException(folder + " belongs to another user, or others may write to it");
    }
  }

  private RuntimeException forged(Path file, Origin origin, String wanted, String actual) {
    return Problem.of(
            ProblemCode.WORKER_FAILED,
            "The Helm worker was not started: "
                + file.getFileName()
                + " is not the file that it should be.",
            "Run it again: the copy in the cache was removed, and is unpacked anew from "
                + origin.jar()
                + ". If that does not help, the jar itself was changed: delete it, and have it"
                + " fetched again. Do not let others fill the cache folder, as a build server's"
                + " shared cache.")
        .facts(
            List.of("file     " + file, "wanted   SHA-256 " + wanted, "actual   SHA-256 " + actual))
        .asException();
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
