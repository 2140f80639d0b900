package io.github.perconapg.internal.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.internal.chart.Sha256;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux-amd64",
    "Linux, aarch64, linux-arm64",
    "Mac OS X, x86_64, darwin-amd64",
    "Mac OS X, aarch64, darwin-arm64",
    "Windows 11, amd64, windows-amd64"
  })
  void knowsThePlatformsThatHelmJavaIsBuiltFor(String os, String arch, String name) {
    assertThat(Platform.of(os, arch, folder.resolve("absent")).name()).isEqualTo(name);
  }

  @Test
  void thePinnedDigestIsThatOfTheLibraryThatIsBuiltWith() throws IOException {
    var platform = Platform.of("Linux", "amd64", folder.resolve("absent"));
    var loader = PlatformTest.class.getClassLoader();
    try (var library = requireNonNull(loader.getResourceAsStream(platform.library()));
        var properties =
            requireNonNull(
                loader.getResourceAsStream(
                    "META-INF/maven/com.marcnuri.helm-java/helm-java/pom.properties"))) {
      assertThat(Sha256.of(library)).isEqualTo(platform.sha256());
      assertThat(properties).asString(UTF_8).contains("version=" + Platform.PINNED + "\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"Linux, riscv64", "Linux, x86", "Windows 11, aarch64", "SunOS, sparcv9"})
  void refusesOthersByName(String os, String arch) {
    assertThatThrownBy(() -> Platform.of(os, arch, folder.resolve("absent")))
        .satisfies(PlatformTest::unsupported)
        .hasMessageContaining(os + " on " + arch);
  }

  @Test
  void refusesMuslByName() throws IOException {
    var maps = maps("/lib/ld-musl-x86_64.so.1");
    assertThatThrownBy(() -> Platform.of("Linux", "amd64", maps))
        .satisfies(PlatformTest::unsupported)
        .hasMessageContaining("musl (Alpine Linux)")
        .hasMessageContaining("verify, preview, validate and history");
  }

  @Test
  void refusesAGlibcThatIsTooOldByItsVersion() throws IOException {
    var maps = maps("/usr/lib64/libc-2.28.so");
    assertThatThrownBy(() -> Platform.of("Linux", "amd64", maps))
        .satisfies(PlatformTest::unsupported)
        .hasMessageContaining("glibc 2.28");
  }

  @Test
  void acceptsAGlibcWithoutAVersionInItsName() throws IOException {
    assertThat(Platform.of("Linux", "amd64", maps("/usr/lib/x86_64-linux-gnu/libc.so.6")).library())
        .isEqualTo("helm-linux-amd64.so");
  }

  @Test
  void refusesARuntimeWithoutALauncher() {
    var platform = Platform.of("Linux", "amd64", folder.resolve("absent"));
    assertThatThrownBy(() -> WorkerLaunch.launcher(folder, platform))
        .satisfies(PlatformTest::unsupported)
        .hasMessageContaining(folder.resolve("bin/java").toString());
  }

  private Path maps(String library) throws IOException {
    return Files.writeString(
        folder.resolve("maps"),
        "7f1d0a000000-7f1d0a026000 r--p 00000000 fe:00 1234    " + library + "\n");
  }

  private static void unsupported(Throwable thrown) {
    assertThat(((PerconaPgException) thrown).problem().code())
        .isEqualTo(ProblemCode.PLATFORM_UNSUPPORTED);
  }
}
