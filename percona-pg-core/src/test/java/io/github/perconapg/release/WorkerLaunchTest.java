package io.github.perconapg.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.PerconaPgException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerLaunchTest {

  @TempDir Path folder;

  @Test
  void givesTheWorkerAHomeAndATemporaryFolderOfItsOwn() throws IOException {
    try (var worker = WorkerFolder.create(folder)) {
      var environment = WorkerLaunch.environment(worker);
      assertThat(environment)
          .containsEntry("HOME", worker.home().toString())
          .containsEntry("TMPDIR", worker.temporary().toString())
          .containsEntry("LC_ALL", "C.UTF-8");
      assertThat(environment.keySet())
          .isSubsetOf(
              "HOME", "TMPDIR", "LC_ALL", "SystemRoot", "USERPROFILE", "APPDATA", "TEMP", "TMP");
      assertThat(worker.home()).isEmptyDirectory();
    }
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
