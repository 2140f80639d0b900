package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.PerconaPgException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerLaunchTest {

  @TempDir Path folder;

  @Test
  void givesTheWorkerAHomeAndATemporaryFolderOfItsOwn() throws IOException {
    try (var worker = WorkerFolder.create(folder)) {
      var environment = WorkerLaunch.environment(worker, null);
      assertThat(environment)
          .containsEntry("HOME", worker.home().toString())
          .containsEntry("TMPDIR", worker.temporary().toString())
          .containsEntry("LC_ALL", "C.UTF-8");
      assertThat(environment).containsOnlyKeys("HOME", "TMPDIR", "LC_ALL");
      assertThat(worker.home()).isEmptyDirectory();
    }
  }

  @Test
  void onWindowsTheWorkerGetsTheSystemsFolderAndNoneOfTheUsers() throws IOException {
    try (var worker = WorkerFolder.create(folder)) {
      assertThat(WorkerLaunch.environment(worker, "C:\\Windows"))
          .containsEntry("SystemRoot", "C:\\Windows")
          .containsEntry("USERPROFILE", worker.home().toString())
          .containsEntry("APPDATA", worker.home().toString())
          .containsEntry("TEMP", worker.temporary().toString())
          .containsEntry("TMP", worker.temporary().toString());
    }
  }

  @Test
  void onWindowsJavaIsAnExeAndTheClassPathHasSemicolons() throws IOException {
    var windows = Platform.of("Windows 11", "amd64", folder.resolve("absent"));
    var java = folder.resolve("bin/java.exe");
    Files.createDirectory(folder.resolve("bin"));
    assertThatThrownBy(() -> WorkerLaunch.launcher(folder, windows))
        .hasMessageContaining(java + " does not exist");
    assertThat(Files.createFile(java).toFile().setExecutable(true)).isTrue();
    assertThat(WorkerLaunch.launcher(folder, windows)).isEqualTo(java);

    var jars = new LinkedHashSet<>(List.of(Path.of("C:\\m2\\a.jar"), Path.of("C:\\m2\\b c.jar")));
    var launch =
        new WorkerLaunch(
            java,
            jars,
            Path.of("helm.dll"),
            Path.of("jnidispatch.dll"),
            new NativeLibraryCache(folder));
    assertThat(launch.classPath(Path.of("C:\\tmp\\spi"), ";"))
        .isEqualTo("C:\\tmp\\spi;C:\\m2\\a.jar;C:\\m2\\b c.jar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "50%", "a:b"})
  void refusesATemporaryFolderThatHelmCannotReadFrom(String name) {
    var temporary = folder.resolve(name.replace(":", File.pathSeparator));
    var environment = Caller.environment(Caller.CACHE, temporary);
    assertThatThrownBy(() -> WorkerLaunch.prepare(environment, HelmWorker.class.getClassLoader()))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("Helm cannot read files below " + temporary);
  }
}
