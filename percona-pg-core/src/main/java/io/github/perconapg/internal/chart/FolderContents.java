package io.github.perconapg.internal.chart;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/** Writes files below a folder, and tells whether a folder holds exactly these files. */
final class FolderContents {

  private FolderContents() {}

  static void write(
      Path folder,
      SortedMap<String, byte[]> files,
      FileAttribute<?>[] forFolders,
      FileAttribute<?>[] forFiles)
      throws IOException {
    for (var entry : files.entrySet()) {
      var file = folder.resolve(entry.getKey());
      Files.createDirectories(Objects.requireNonNull(file.getParent()), forFolders);
      try (var channel =
          Files.newByteChannel(
              file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), forFiles)) {
        var buffer = ByteBuffer.wrap(entry.getValue());
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    }
  }

  static boolean equal(Path folder, SortedMap<String, byte[]> files) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    var found = new HashSet<String>();
    try (var paths = Files.walk(folder)) {
      for (var path : paths.toList()) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          continue;
        }
        var name =
            folder.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
        var wanted = files.get(name);
        if (wanted == null
            || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
            || Files.size(path) != wanted.length
            || !Arrays.equals(Files.readAllBytes(path), wanted)) {
          return false;
        }
        found.add(name);
      }
    }
    return found.size() == files.size();
  }
}
