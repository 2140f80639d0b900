package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {

  @TempDir Path temp;
  private Path shared = Path.of("");
  private Path temporary = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    shared = Files.createDirectory(temp.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    temporary = temp.resolve("tmp");
  }

  @Test
  void isTheWantedOneWhereNobodyElseMayWrite() {
    var wanted = temp.resolve("home/.cache/percona-pg");
    assertThat(CacheFolder.find(wanted, temporary)).isEqualTo(new CacheFolder(wanted, null));
  }

  @Test
  void isAPrivateOneWhereOthersCouldExchangeIt() throws IOException {
    var found = CacheFolder.find(shared.resolve("percona-pg"), temporary);

    assertThat(found.path()).hasParentRaw(temporary).isDirectory();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(found.path())))
        .isEqualTo("rwx------");
    assertThat(found.warning())
        .contains(shared + " may be written to by other users", "XDG_CACHE_HOME");
    assertThat(CacheFolder.find(shared.resolve("percona-pg"), temporary).path())
        .isEqualTo(found.path());
  }

  @Test
  void closesOneOfThisUsersThatIsTooOpen() throws IOException {
    var wanted = Files.createDirectories(temp.resolve("home/.cache/percona-pg"));
    Files.setPosixFilePermissions(wanted, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertThat(CacheFolder.find(wanted, temporary).warning()).isNull();
    assertThat(OwnFiles.isProtected(wanted)).isTrue();
  }

  @Test
  void keepsNothingWhereThereIsNoPrivateOneEither() throws IOException {
    var once = CacheFolder.find(shared.resolve("percona-pg"), shared.resolve("tmp"));
    var again = CacheFolder.find(shared.resolve("percona-pg"), shared.resolve("tmp"));
    assertThat(once.path()).startsWith(shared.resolve("tmp")).isEmptyDirectory();
    assertThat(again.path()).isNotEqualTo(once.path());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(once.path())))
        .isEqualTo("rwx------");
    assertThat(once.warning()).contains("keeps nothing", "XDG_CACHE_HOME");
  }
}
