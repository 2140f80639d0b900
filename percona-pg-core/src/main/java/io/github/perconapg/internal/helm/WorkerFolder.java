package io.github.perconapg.internal.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.perconapg.internal.chart.OwnFiles;
import io.github.perconapg.internal.helm.worker.PrivateFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of one worker, for its owner only, removed with all that is in it. While the worker's
 * caller lives it holds a lock on a file in it: a folder without one was left by a caller and a
 * worker that were killed together, and the next run sweeps it. A lock rather than a process id,
 * which means nothing where containers share a folder for temporary files.
 *
 * <p>The file gets the name by which a sweep knows it only once it is locked, so that runs that
 * start at the same time never take each other's new folder for an abandoned one.
 */
final class WorkerFolder implements AutoCloseable {

  private static final String PREFIX = "percona-pg-worker-";
  private static final String LOCK = "lock";
  private static final String UNLOCKED = "lock.new";
  private static final Duration GRACE = Duration.ofHours(1);

  private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel lock;

  private WorkerFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes a folder inside the given one, and removes those left by dead processes. */
  static WorkerFolder create(Path temporary) throws IOException {
    Files.createDirectories(temporary);
    sweep(temporary);
    var path = Files.createTempDirectory(temporary, ofThisProcess());
    try {
      var lock = lock(path);
      Files.createDirectory(path.resolve("home"));
      Files.createDirectory(path.resolve("tmp"));
      return new WorkerFolder(path, lock);
    } catch (IOException e) {
      PrivateFolder.remove(path);
      throw e;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    var unlocked = folder.resolve(UNLOCKED);
    var lock = FileChannel.open(unlocked, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() == null) {
        throw new IOException("a new file is locked already: " + unlocked);
      }
      Files.move(unlocked, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
      return lock;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
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

  /** Writes a file that only this user can read at any moment. */
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

  /** Removes what dead processes left; once for each folder in the life of this JVM. */
  static void sweepOnce(Path temporary) {
    if (SWEPT.add(temporary)) {
      sweep(temporary);
    }
  }

  /** A courtesy: whatever cannot be looked at or removed is left to a later run. */
  private static void sweep(Path temporary) {
    var own = ofThisProcess();
    try (var others = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (var other : others) {
        // Opening and closing the lock file of this very process would drop its lock.
        if (!other.getFileName().toString().startsWith(own)) {
          removeIfAbandoned(other);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // It is not there yet, or may not be listed.
    }
  }

  private static void removeIfAbandoned(Path folder) {
    try {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && OwnFiles.isMine(folder)
          && abandoned(folder.resolve(LOCK))) {
        PrivateFolder.remove(folder);
      }
    } catch (IOException e) {
      // Its process, or another sweep, has removed it since it was listed.
    }
  }

  private static boolean abandoned(Path lock) throws IOException {
    try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        var held = channel.tryLock()) {
      return held != null;
    } catch (NoSuchFileException e) {
      // Its process is just making or removing it, or was killed while it did.
      return Files.getLastModifiedTime(lock.getParent())
          .toInstant()
          .isBefore(Instant.now().minus(GRACE));
    }
  }

  /** Begins the names of this process's folders; ids come again in containers and with time. */
  private static String ofThisProcess() {
    var process = ProcessHandle.current();
    var start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return PREFIX + process.pid() + "-" + Long.toHexString(start) + "-";
  }
}
