package io.github.perconapg.controlplane.binaries;

import io.github.perconapg.controlplane.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Built modules by key; each is built by one process while the others wait for it. */
final class BuildCache {
  /** A file lock holds between processes only, so threads of this one take turns here. */
  private static final Object ONE_THREAD = new Object();

  private final Path root;
  private final GoToolchain go;
  private final Consumer<String> progress;

  BuildCache(Path root, GoToolchain go, Consumer<String> progress) {
    this.root = root;
    this.go = go;
    this.progress = progress;
  }

  /** The folder of a module's build, with bin and what else the module gives. */
  Path built(GoModule module) {
    Path place = root.resolve(module.key());
    if (Files.isDirectory(place)) {
      return place;
    }
    synchronized (ONE_THREAD) {
      try {
        Files.createDirectories(root);
        Path lockFile = root.resolve(module.key() + ".lock");
        try (FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(channel, module)) {
          if (lock.isValid() && !Files.isDirectory(place)) {
            build(module, place);
          }
          return place;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("building " + module.builds() + " in " + root, e);
      }
    }
  }

  private FileLock lock(FileChannel channel, GoModule module) throws IOException {
    FileLock free = channel.tryLock();
    if (free != null) {
      return free;
    }
    progress.accept(
        "Another process is building " + module.builds() + "; waiting for it to finish.");
    return channel.lock();
  }

  private void build(GoModule module, Path place) throws IOException {
    Path unfinished = root.resolve(module.key() + ".unfinished");
    Folders.delete(unfinished);
    new ModuleBuild(module, go, progress).into(unfinished);
    Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
    progress.accept("Built " + module.builds() + "; kept in " + place + ".");
  }
}
