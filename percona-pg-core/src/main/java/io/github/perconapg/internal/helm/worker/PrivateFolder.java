package io.github.perconapg.internal.helm.worker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Removal of a worker's folder; plain JDK, used on both sides. */
public final class PrivateFolder {

  private PrivateFolder() {}

  /**
   * Removes the folder, or file, and all that is in it as far as possible, without following links.
   * Files directly in it, where secrets are, go first. What cannot be removed is left: the next
   * start tries again.
   */
  public static void remove(Path folder) {
    try (var children = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (var child : children) {
        Files.deleteIfExists(child);
      }
    } catch (IOException e) {
      // It is no folder, or the walk below meets the same file again.
    }
    try {
      Files.walkFileTree(folder, new Removal());
    } catch (IOException e) {
      // A worker that is just dying may have written a file; see above.
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
