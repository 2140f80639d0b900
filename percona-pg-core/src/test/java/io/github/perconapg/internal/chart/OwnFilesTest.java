package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFilesTest {

  private static final int STRANGER = 4711;

  @TempDir Path temp;
  private Path folder = Path.of("");
  private int me;

  /** Root gives a folder away; others, who cannot, look at their own as somebody else would. */
  @BeforeEach
  void makeAStrangersFolder() throws IOException {
    folder = Files.createDirectory(temp.resolve("theirs"));
    me = OwnFiles.id();
    if (me == 0) {
      Files.setAttribute(folder, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
    } else {
      me = STRANGER;
    }
  }

  @Test
  void aFolderOfAnotherUsersIsNotSafe() throws IOException {
    assertThat(OwnFiles.objectionTo(folder, me)).contains("belongs to another user, with the id");
  }

  @Test
  void norIsOneInsideIt() throws IOException {
    var inside = folder.resolve("absent/percona-pg");
    assertThat(OwnFiles.objectionTo(inside, me)).contains("belongs to another user");
  }

  @Test
  void norIsOneThatALinkLeadsTo() throws IOException {
    var link = Files.createSymbolicLink(temp.resolve("link"), folder);
    assertThat(OwnFiles.objectionTo(link.resolve("cache"), me)).contains("belongs to another");
  }

  @Test
  void aFolderBelowOneThatAnyoneMayWriteToIsSafeWithTheStickyBitOnly() throws IOException {
    var open = Files.createDirectory(temp.resolve("open"));
    var inside = Files.createDirectory(open.resolve("mine"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(OwnFiles.objectionTo(inside)).isEqualTo(open + " may be written to by other users");

    Files.setAttribute(open, "unix:mode", 01777);
    assertThat(OwnFiles.objectionTo(inside)).isNull();
  }

  @Test
  void aPrivateFolderOfOnesOwnIsSafe() throws IOException {
    var mine = Files.createDirectory(temp.resolve("mine"));
    assertThat(OwnFiles.isMine(mine)).isTrue();
    assertThat(OwnFiles.isProtected(mine)).isTrue();
    assertThat(OwnFiles.objectionTo(mine.resolve("absent"))).isNull();
  }

  @Test
  void aFileThatItsGroupMayWriteToIsNotProtected() throws IOException {
    var file = Files.createFile(temp.resolve("file"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    assertThat(OwnFiles.isProtected(file)).isFalse();
  }
}
