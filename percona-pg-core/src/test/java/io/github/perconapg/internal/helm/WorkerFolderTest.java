package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerFolderTest {

  private static final String PREFIX = "percona-pg-worker-";

  @TempDir Path temporary;

  @Test
  void runsThatStartAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    var runs = new ArrayList<Process>();
    for (var i = 0; i < 3; i++) {
      runs.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Starts.class.getName(),
                  temporary.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    for (var run : runs) {
      assertThat(run.waitFor()).isZero();
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void sweepsWhatIsNoLongerLockedAndLeavesWhatIs() throws IOException {
    var left = folder("1-a-x");
    Files.createFile(left.resolve("lock"));
    try (var living = WorkerFolder.create(temporary);
        var other = WorkerFolder.create(temporary)) {
      assertThat(left).doesNotExist();
      assertThat(living.path()).isDirectory();
      assertThat(other.path()).isDirectory();
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void sweepsWhatAProcessWithTheSameIdLeft() throws IOException {
    var left = folder(ProcessHandle.current().pid() + "-1234");
    Files.createFile(left.resolve("lock"));
    WorkerFolder.create(temporary).close();
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void givesAFolderThatIsJustBeingMadeAnHour() throws IOException {
    var left = folder("1-a-x");
    Files.createFile(left.resolve("lock.new"));

    WorkerFolder.create(temporary).close();
    assertThat(left).isDirectory();

    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
    WorkerFolder.create(temporary).close();
    assertThat(left).doesNotExist();
  }

  @Test
  void aRunWithoutAWorkerSweepsTooAndOnceIsEnough() throws IOException {
    var left = folder("1-a-x");
    Files.createFile(left.resolve("lock"));
    HelmWorker.removeLeftovers(Caller.environment(temporary, temporary));
    assertThat(left).doesNotExist();

    folder("1-a-x");
    HelmWorker.removeLeftovers(Caller.environment(temporary, temporary));
    assertThat(left).exists();
  }

  @Test
  void aSweepNeverFails() {
    HelmWorker.removeLeftovers(Caller.environment(temporary, temporary.resolve("absent")));
    assertThat(temporary).isEmptyDirectory();
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(temporary.resolve(PREFIX + name));
  }

  /** Makes and removes folders, as many runs after another would. */
  public static final class Starts {

    private Starts() {}

    /** The argument is the folder for temporary files. */
    public static void main(String[] arguments) throws IOException {
      for (var i = 0; i < 300; i++) {
        WorkerFolder.create(Path.of(arguments[0])).close();
      }
    }
  }
}
