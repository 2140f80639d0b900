package io.github.perconapg.internal.evidence;

import io.github.perconapg.internal.outlet.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where one run keeps its evidence: {@code evidence} in the output folder. What an earlier run kept
 * there is moved aside when this run keeps something for the first time, and never mixed with it.
 */
public final class EvidenceFolder {

  private final Path outputDirectory;
  private @Nullable Path path;

  /**
   * Makes nothing yet.
   *
   * @param outputDirectory where the folder is
   */
  public EvidenceFolder(Path outputDirectory) {
    this.outputDirectory = outputDirectory;
  }

  /**
   * The folder; it exists.
   *
   * @throws UncheckedIOException when it cannot be made
   */
  public Path path() {
    var present = path;
    if (present == null) {
      present = outputDirectory.resolve("evidence");
      try {
        moveAside(present);
        PrivateFiles.createFolder(present);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot keep evidence in " + present, e);
      }
      path = present;
    }
    return present;
  }

  private void moveAside(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (int number = 1; ; number++) {
      var aside = outputDirectory.resolve("evidence-" + number);
      if (!Files.exists(aside)) {
        Files.move(folder, aside);
        return;
      }
    }
  }
}
