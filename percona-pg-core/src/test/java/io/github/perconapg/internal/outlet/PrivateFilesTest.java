package io.github.perconapg.internal.outlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no POSIX permissions")
class PrivateFilesTest {

  @TempDir Path folder;

  @Test
  void aFileIsForItsOwnerAlsoWhereOneWasForEverybody() throws IOException {
    var file = folder.resolve("new/report.json");
    PrivateFiles.write(file, "one");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-------"));

    Files.setPosixFilePermissions(file, fromString("rw-r--r--"));
    PrivateFiles.write(file, "two");
    assertThat(file).hasContent("two");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-------"));
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void anOpenFileIsForItsOwner() throws IOException {
    var file = folder.resolve("new/trace.jsonl");
    try (var open = PrivateFiles.open(file, false)) {
      open.write("one\n".getBytes(UTF_8));
    }
    try (var open = PrivateFiles.open(file, true)) {
      open.write("two\n".getBytes(UTF_8));
    }
    assertThat(file).hasContent("one\ntwo\n");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-------"));

    Files.setPosixFilePermissions(file, fromString("rw-r--r--"));
    PrivateFiles.open(file, false).close();
    assertThat(file).isEmptyFile();
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-------"));
  }

  @Test
  void aFolderIsForItsOwner() throws IOException {
    var evidence = folder.resolve("out/evidence");
    PrivateFiles.createFolder(evidence);
    assertThat(Files.getPosixFilePermissions(evidence)).isEqualTo(fromString("rwx------"));
    PrivateFiles.createFolder(evidence);
  }
}
