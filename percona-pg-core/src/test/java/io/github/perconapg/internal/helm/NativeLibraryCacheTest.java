package io.github.perconapg.internal.helm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.PerconaPgException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryCacheTest {

  @TempDir Path folder;
  private Path jar = Path.of("");
  private NativeLibraryCache unpacked = new NativeLibraryCache(jar);

  @BeforeEach
  void writeJar() throws IOException {
    jar = jar("one.jar", "the library");
    unpacked = new NativeLibraryCache(folder.resolve("cache"));
  }

  @Test
  void givesTheFileWithWhatTheJarHolds() {
    var file = unpacked.file(jar, "a/lib.so", null);
    assertThat(file).hasFileName("lib.so").hasContent("the library");
    unpacked.requireExecutable(file);
  }

  @Test
  void keepsItForItsOwnerOnly() throws IOException {
    var cache = Files.createDirectories(folder.resolve("cache"));
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    var file = unpacked.file(jar, "a/lib.so", null);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r-x------");
  }

  @Test
  void doesNotWriteItAgain() throws IOException {
    var file = unpacked.file(jar, "a/lib.so", null);
    var key = Files.readAttributes(file, "unix:ino");
    unpacked.file(jar, "a/lib.so", null);
    assertThat(Files.readAttributes(file, "unix:ino")).isEqualTo(key);
  }

  @Test
  void replacesAFileThatIsDamagedOrCutShort() throws IOException {
    for (var damage : new String[] {"the librarY", "the lib", ""}) {
      var file = unpacked.file(jar, "a/lib.so", null);
      Files.delete(file);
      Files.writeString(file, damage);
      assertThat(unpacked.file(jar, "a/lib.so", null)).isEqualTo(file).hasContent("the library");
    }
  }

  @Test
  void replacesALinkInsteadOfFollowingIt() throws IOException {
    var file = unpacked.file(jar, "a/lib.so", null);
    var elsewhere = Files.writeString(folder.resolve("elsewhere"), "the library");
    Files.delete(file);
    Files.createSymbolicLink(file, elsewhere);
    assertThat(Files.isSymbolicLink(unpacked.file(jar, "a/lib.so", null))).isFalse();
  }

  @Test
  void replacesAFileThatOthersMayWriteTo() throws IOException {
    var file = unpacked.file(jar, "a/lib.so", null);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrw----"));
    unpacked.file(jar, "a/lib.so", null);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r-x------");
  }

  @Test
  void noticesAForgedFileOfTheSameLengthAndChecksum() throws IOException {
    var file = unpacked.file(jar, "a/lib.so", null);
    unpacked.verify();
    Files.delete(file);
    Files.writeString(file, forgedAs("the library"), ISO_8859_1);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-x------"));

    assertThat(unpacked.file(jar, "a/lib.so", null)).isEqualTo(file);
    assertThatThrownBy(() -> unpacked.verify())
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("lib.so is not the file that it should be")
        .hasMessageContaining("Run it again");
    assertThat(file).doesNotExist();
  }

  @Test
  void refusesWhatAJarHoldsWhenItIsNotWhatWasPinned() throws IOException {
    unpacked.file(jar, "a/lib.so", "0".repeat(64));
    assertThatThrownBy(() -> unpacked.verify())
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("the jar itself was changed");
  }

  @Test
  void keepsVersionsApart() throws IOException {
    assertThat(unpacked.file(jar("two.jar", "another one"), "a/lib.so", null))
        .isNotEqualTo(unpacked.file(jar, "a/lib.so", null))
        .hasContent("another one");
  }

  @Test
  void isWholeForEachOfManyWhoAskAtOnce() {
    var asked =
        IntStream.range(0, 16)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> unpacked.file(jar, "a/lib.so", null)))
            .toList();
    assertThat(asked.stream().map(CompletableFuture::join))
        .allSatisfy(file -> assertThat(file).hasContent("the library"));
    try (Stream<Path> left = Files.walk(folder.resolve("cache"))) {
      assertThat(left.filter(Files::isRegularFile)).hasSize(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusesADamagedJar() throws IOException {
    var bytes = Files.readAllBytes(jar);
    var at = new String(bytes, ISO_8859_1).indexOf("the library");
    bytes[at] ^= 1;
    Files.write(jar, bytes);
    assertThatThrownBy(() -> unpacked.file(jar, "a/lib.so", null))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("damaged");
    assertThat(folder.resolve("cache")).isDirectoryNotContaining("regex:.*part.*");
  }

  @Test
  void refusesAFolderWhereNothingMayBeExecuted() throws IOException {
    var file = unpacked.file(jar, "a/lib.so", null);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertThatThrownBy(() -> unpacked.requireExecutable(file))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("XDG_CACHE_HOME");
  }

  @Test
  void refusesAFolderThatCannotBeMade() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file");
    assertThatThrownBy(() -> unpacked.file(jar, "a/lib.so", null))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("XDG_CACHE_HOME");
  }

  /** Another text of the same length whose CRC-32 is the same: the last four letters see to it. */
  private static String forgedAs(String text) {
    var wanted = crc(text.getBytes(ISO_8859_1));
    var forged = text.replace('t', 'T').getBytes(ISO_8859_1);
    // CRC-32 is linear: each bit of the last four bytes changes the same bits of it, always.
    var end = forged.length - 4;
    var basis = new long[32];
    var origin = new int[32];
    for (var bit = 0; bit < 32; bit++) {
      var changed = forged.clone();
      changed[end + bit / 8] ^= (byte) (1 << (bit % 8));
      var difference = crc(changed) ^ crc(forged);
      var used = 1 << bit;
      for (var row = 31; row >= 0; row--) {
        if ((difference >> row & 1) == 1) {
          if (basis[row] == 0) {
            basis[row] = difference;
            origin[row] = used;
            break;
          }
          difference ^= basis[row];
          used ^= origin[row];
        }
      }
    }
    var left = wanted ^ crc(forged);
    var flip = 0;
    for (var row = 31; row >= 0; row--) {
      if ((left >> row & 1) == 1) {
        left ^= basis[row];
        flip ^= origin[row];
      }
    }
    for (var bit = 0; bit < 32; bit++) {
      forged[end + bit / 8] ^= (byte) ((flip >>> bit & 1) << (bit % 8));
    }
    assertThat(crc(forged)).isEqualTo(wanted);
    return new String(forged, ISO_8859_1);
  }

  private static long crc(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  private Path jar(String name, String content) throws IOException {
    var path = folder.resolve(name);
    try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
      zip.setLevel(0);
      zip.putNextEntry(new ZipEntry("a/lib.so"));
      zip.write(content.getBytes(UTF_8));
    }
    return path;
  }
}
