package io.github.perconapg.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.perconapg.release.worker.PrivateFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/**
 * The folder of one worker, for its owner only, removed with all that is in it. While the worker's
 * caller lives it holds a lock on a file in it: a folder without one was left by a caller and a
 * worker that were killed together, and the next start sweeps it. A lock rather than a process id,
 * which means nothing where containers share a folder for temporary files.
 */
final class WorkerFolder implements AutoCloseable {

  private static final String PREFIX = "percona-pg-worker-";
  private static final String LOCK = "lock";
  private static final Duration GRACE = Duration.ofHours(1);

  private final Path path;
  private final FileChannel lock;

  private WorkerFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes a folder inside the given one, and removes those left by dead processes. */
  static WorkerFolder create(Path temporary) throws IOException {
    Files.createDirectories(temporary);
    var path = Files.createTempDirectory(temporary, PREFIX + ProcessHandle.current().pid() + "-");
    var lock =
        FileChannel.open(
            path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      throw new IOException("a new file is locked already: " + path.resolve(LOCK));
    }
    Files.createDirectory(path.resolve("home"));
    Files.createDirectory(path.resolve("tmp"));
    sweep(temporary, path);
    return new WorkerFolder(path, lock);
  }

  Path path() {
    return path;
  }

  /** Where the worker's process has its home; empty at first. */
  Path home() {
    return path.resolve("home");
  }

  /** Where the worker's process puts temporary files. */
  Path temporary() {
    return path.resolve("tmp");
  }

  /** Writes a file that nobody else can read at any moment. */
  Path write(Path name, String text) throws IOException {
    var file = path.resolve(name);
    Files.createDirectories(file.getParent());
    var posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    var attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, attributes);
    return Files.writeString(file, text, UTF_8);
  }

  /** Removes the folder; the worker must have ended. */
  @Override
  public void close() throws IOException {
    lock.close();
    PrivateFolder.remove(path);
  }

  private static void sweep(Path temporary, Path own) throws IOException {
    var mine = PREFIX + ProcessHandle.current().pid() + "-";
    var owner = Files.getOwner(own);
    try (var others = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (var other : others) {
        // Opening and closing the lock file of this very process would drop its lock.
        if (!other.getFileName().toString().startsWith(mine)
            && Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
            && owner.equals(Files.getOwner(other, LinkOption.NOFOLLOW_LINKS))
            && abandoned(other.resolve(LOCK))) {
          PrivateFolder.remove(other);
        }
      }
    }
  }

  private static boolean abandoned(Path lock) throws IOException {
    try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        var held = channel.tryLock()) {
      return held != null;
    } catch (NoSuchFileException e) {
      // Its owner is just making or removing it, or was killed while it did.
      return Files.getLastModifiedTime(lock.getParent())
          .toInstant()
          .isBefore(Instant.now().minus(GRACE));
    }
  }
}
