package io.github.perconapg.internal.chart;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders kept between runs, readable by their owner only. Everything is written beside
 * its place and moved there in one step, so that processes that run at the same time, or are
 * killed, never leave half of something; whatever is read is compared with what it should be.
 */
final class PrivateCache {

  private static final String FOLDERS = "without-crds";
  private static final String UNFINISHED = ".new-";
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path root;

  /**
   * @param root the cache's folder; made when first needed
   */
  PrivateCache(Path root) {
    this.root = root;
  }

  /** Where a file of this name is or would be. */
  Path path(String kind, String name) {
    return root.resolve(kind).resolve(name);
  }

  /**
   * The contents of a file of at most the given size, or null when there is no such file that is
   * this user's and not writable by others.
   */
  byte @Nullable [] read(String kind, String name, int largest) {
    var file = path(kind, name);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || !OwnFiles.isProtected(root)
          || !OwnFiles.isProtected(root.resolve(kind))
          || !OwnFiles.isProtected(file)
          || Files.size(file) > largest) {
        return null;
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw ChartProblems.cache(file, e);
    }
  }

  /** Writes a file, replacing one that is there. */
  Path write(String kind, String name, byte[] contents) {
    var file = path(kind, name);
    try {
      var parent = prepare(kind);
      var unfinished = Files.createTempFile(parent, UNFINISHED, "", owned(parent, "rw-------"));
      try {
        Files.write(unfinished, contents);
        move(unfinished, file);
      } finally {
        Files.deleteIfExists(unfinished);
      }
      return file;
    } catch (IOException e) {
      throw ChartProblems.cache(file, e);
    }
  }

  /** A folder with exactly these files: the one that is there, or a new one in its place. */
  Path folder(String name, SortedMap<String, byte[]> files) {
    var folder = path(FOLDERS, name);
    try {
      if (FolderContents.equal(folder, files)) {
        return folder;
      }
      var parent = prepare(FOLDERS);
      var unfinished = Files.createTempDirectory(parent, UNFINISHED, owned(parent, "rwx------"));
      try {
        FolderContents.write(
            unfinished, files, owned(parent, "rwx------"), owned(parent, "rw-------"));
        replace(parent, unfinished, folder, files);
      } finally {
        delete(unfinished);
      }
      return folder;
    } catch (IOException e) {
      throw ChartProblems.cache(folder, e);
    }
  }

  /** A damaged folder is moved away first: a folder that is not empty cannot be replaced. */
  private static void replace(
      Path parent, Path unfinished, Path folder, SortedMap<String, byte[]> files)
      throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !FolderContents.equal(folder, files)) {
      var damaged = Files.createTempDirectory(parent, UNFINISHED);
      try {
        move(folder, damaged.resolve("damaged"));
      } finally {
        delete(damaged);
      }
    }
    try {
      move(unfinished, folder);
    } catch (FileSystemException e) {
      if (!FolderContents.equal(folder, files)) {
        throw e;
      }
      // Another process was faster, with the same files.
    }
  }

  private Path prepare(String kind) throws IOException {
    var existing = root;
    while (!Files.isDirectory(existing)) {
      existing = existing.toAbsolutePath().getParent();
      if (existing == null) {
        throw new IOException("no such drive");
      }
    }
    var parent = Files.createDirectories(root.resolve(kind), owned(existing, "rwx------"));
    for (var folder : List.of(root, parent)) {
      if (OwnFiles.isMine(folder) && !OwnFiles.isProtected(folder)) {
        // A volume may be opened to its group at each mount; what others put in it is not believed.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      if (!OwnFiles.isProtected(folder)) {
        throw new IOException(folder + " belongs to another user, or others may write to it");
      }
    }
    try (var entries = Files.list(parent)) {
      for (var entry : entries.toList()) {
        if (entry.getFileName().toString().startsWith(UNFINISHED) && abandoned(entry)) {
          delete(entry);
        }
      }
    }
    return parent;
  }

  private static boolean abandoned(Path entry) throws IOException {
    try {
      return Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS)
          .toInstant()
          .isBefore(Instant.now().minus(ABANDONED));
    } catch (NoSuchFileException e) {
      return false; // another process has finished it since the folder was listed
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("this file system cannot move a file in one step", e);
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }

  private static FileAttribute<?>[] owned(Path near, String permissions) {
    return near.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
