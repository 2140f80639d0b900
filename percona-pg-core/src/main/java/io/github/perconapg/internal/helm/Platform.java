package io.github.perconapg.internal.helm;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A platform that Helm's library exists for.
 *
 * @param name as helm-java names it, for example {@code linux-amd64}
 * @param library the library's file name inside helm-java's native jar
 * @param jnaLibrary path of JNA's own library inside JNA's jar
 * @param sha256 the digest of the library in {@link #PINNED}; null where it was never seen
 */
record Platform(String name, String library, String jnaLibrary, @Nullable String sha256) {

  /** The version of helm-java whose libraries' digests are known. */
  static final String PINNED = "0.0.21";

  private static final List<Platform> ALL =
      List.of(
          new Platform(
              "linux-amd64",
              "helm-linux-amd64.so",
              "com/sun/jna/linux-x86-64/libjnidispatch.so",
              "8ec3ec61ca65622a886f01f0c0aecc9f9a1ba755077c584b8e79c225f4c975e1"),
          new Platform(
              "linux-arm64",
              "helm-linux-arm64.so",
              "com/sun/jna/linux-aarch64/libjnidispatch.so",
              null),
          new Platform(
              "darwin-amd64",
              "helm-darwin-10.12-amd64.dylib",
              "com/sun/jna/darwin-x86-64/libjnidispatch.jnilib",
              null),
          new Platform(
              "darwin-arm64",
              "helm-darwin-10.12-arm64.dylib",
              "com/sun/jna/darwin-aarch64/libjnidispatch.jnilib",
              null),
          new Platform(
              "windows-amd64",
              "helm-windows-4.0-amd64.dll",
              "com/sun/jna/win32-x86-64/jnidispatch.dll",
              null));

  /** Before 2.34 glibc's file carried its version; the map of a process shows the real file. */
  private static final Pattern OLD_GLIBC = Pattern.compile("/libc-(2\\.\\d+)\\.so");

  private static final String WITHOUT_HELM =
      "verify, preview, validate and history need no Helm and work here as well.";

  /** The platform that this JVM runs on. */
  static Platform current() {
    return of(
        System.getProperty("os.name", ""),
        System.getProperty("os.arch", ""),
        Path.of("/proc/self/maps"));
  }

  /**
   * The platform of a JVM.
   *
   * @param os its {@code os.name}
   * @param arch its {@code os.arch}
   * @param maps the list of the files mapped into it, as Linux writes it; it tells which C library
   *     the JVM, and so the worker, runs on. Ignored when absent.
   */
  static Platform of(String os, String arch, Path maps) {
    var name = system(os) + "-" + architecture(arch);
    var platform =
        ALL.stream()
            .filter(known -> known.name.equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    unsupported(
                        "Helm's library does not exist for " + os + " on " + arch + ".",
                        "Run on one of linux-amd64, linux-arm64, darwin-amd64, darwin-arm64 and"
                            + " windows-amd64. "
                            + WITHOUT_HELM));
    if (name.startsWith("linux")) {
      refuseOtherLibc(maps);
    }
    return platform;
  }

  private static void refuseOtherLibc(Path maps) {
    String mapped;
    try {
      mapped = Files.exists(maps) ? Files.readString(maps) : "";
    } catch (IOException e) {
      // Without /proc nothing is known about the C library; loading the library will tell.
      return;
    }
    if (mapped.contains("/ld-musl-")) {
      throw unsupported(
          "This JVM runs on the C library musl (Alpine Linux); Helm's library needs glibc 2.34 or"
              + " later.",
          "Use an image based on glibc, for example eclipse-temurin:21-jre instead of"
              + " eclipse-temurin:21-jre-alpine. "
              + WITHOUT_HELM);
    }
    var old = OLD_GLIBC.matcher(mapped);
    if (old.find()) {
      throw unsupported(
          "This JVM runs on glibc " + old.group(1) + "; Helm's library needs glibc 2.34 or later.",
          "Use a newer distribution or image, for example Debian 12, Ubuntu 22.04 or RHEL 9. "
              + WITHOUT_HELM);
    }
  }

  private static RuntimeException unsupported(String summary, String remedy) {
    return Problem.of(ProblemCode.PLATFORM_UNSUPPORTED, summary, remedy).asException();
  }

  private static String system(String os) {
    var name = os.toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
  }

  private static String architecture(String arch) {
    return switch (arch) {
      case "amd64", "x86_64" -> "amd64";
      case "aarch64", "arm64" -> "arm64";
      default -> arch;
    };
  }
}
