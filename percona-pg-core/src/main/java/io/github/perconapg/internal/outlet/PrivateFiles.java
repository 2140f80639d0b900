package io.github.perconapg.internal.outlet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner may read, where the file system knows owners. */
public final class PrivateFiles {

  private static final String FILE = "rw-------";
  private static final String FOLDER = "rwx------";

  private PrivateFiles() {}

  /**
   * Writes a file, in one piece: a concurrent reader sees the previous one. Its folder is created
   * when needed.
   */
  public static void write(Path file, CharSequence text) throws IOException {
    var folder = folderOf(file);
    Files.createDirectories(folder);
    var part = Files.createTempFile(folder, ".percona-pg-", ".part", only(folder, FILE));
    try {
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Opens a file to be appended to, by others at the same time too. Its folder is created when
   * needed.
   *
   * @param append whether what it holds already stays
   */
  public static OutputStream open(Path file, boolean append) throws IOException {
    var folder = folderOf(file);
    Files.createDirectories(folder);
    if (!append) {
      Files.deleteIfExists(file);
    }
    if (!Files.exists(file)) {
      Files.createFile(file, only(folder, FILE));
    }
    return Files.newOutputStream(file, StandardOpenOption.APPEND);
  }

  /** Creates a folder that only its owner may enter; the folders above it are made as usual. */
  public static void createFolder(Path folder) throws IOException {
    var above = folderOf(folder);
    Files.createDirectories(above);
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder, only(above, FOLDER));
    }
  }

  private static Path folderOf(Path file) {
    var folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }

  private static FileAttribute<?>[] only(Path where, String permissions) {
    return where.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
