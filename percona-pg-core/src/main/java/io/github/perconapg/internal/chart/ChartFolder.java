package io.github.perconapg.internal.chart;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Reads a chart's folder into memory. Links in it are refused; the folder itself may be one. */
final class ChartFolder extends SimpleFileVisitor<Path> {

  /** What version control, editors and file browsers leave in a folder. */
  private static final Set<String> SKIPPED =
      Set.of(".git", ".hg", ".svn", ".bzr", ".idea", ".vscode", ".DS_Store", "Thumbs.db");

  private final Path root;
  private final ChartFiles files;

  private ChartFolder(Path root, ChartFiles files) {
    this.root = root;
    this.files = files;
  }

  static void read(Path folder, ChartFiles into) {
    try {
      var root = folder.toRealPath();
      Files.walkFileTree(root, new ChartFolder(root, into));
    } catch (IOException e) {
      throw ChartProblems.unreadable(folder, e);
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return SKIPPED.contains(name(folder)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (SKIPPED.contains(name(file))) {
      return FileVisitResult.CONTINUE;
    }
    var path = root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    if (attributes.isSymbolicLink()) {
      throw ChartProblems.unsafe(files.origin(), path, "is a symbolic link");
    }
    if (!attributes.isRegularFile()) {
      throw ChartProblems.unsafe(files.origin(), path, "is neither a plain file nor a folder");
    }
    files.checkRoom(path, attributes.size());
    try (var in = Files.newInputStream(file)) {
      files.add(path, in.readNBytes(ChartFiles.LARGEST_FILE + 1));
    }
    return FileVisitResult.CONTINUE;
  }

  private static String name(Path path) {
    var name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
