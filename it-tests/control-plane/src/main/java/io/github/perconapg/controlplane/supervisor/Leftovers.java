package io.github.perconapg.controlplane.supervisor;

import io.github.perconapg.controlplane.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Planes whose supervisor was itself killed; nothing else is left that could end them. */
public final class Leftovers {
  private static final String SUPERVISOR = "supervisor";
  private static final Duration STARTING = Duration.ofMinutes(5);

  private Leftovers() {}

  /** Notes which process supervises the plane in a work folder. */
  static void sign(PlaneSpec spec) throws IOException {
    Files.writeString(
        spec.work().resolve(SUPERVISOR), Owner.Pid.of(ProcessHandle.current()).toString());
  }

  /**
   * Ends every plane in a folder of work folders that has no living supervisor.
   *
   * @param root the folder; may be absent
   * @throws IOException when one cannot be ended
   */
  public static void end(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (var folders = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path work : folders) {
        if (PlaneSpec.isIn(work) && !isSupervised(work)) {
          ClusterProcesses.of(PlaneSpec.read(work)).end();
          Folders.delete(work);
        }
      }
    }
  }

  private static boolean isSupervised(Path work) throws IOException {
    Path file = work.resolve(SUPERVISOR);
    if (!Files.exists(file)) {
      Instant touched = Files.getLastModifiedTime(work).toInstant();
      return touched.isAfter(Instant.now().minus(STARTING));
    }
    return Owner.parse(Files.readString(file)) instanceof Owner.Pid supervisor
        && supervisor.process().isPresent();
  }
}
