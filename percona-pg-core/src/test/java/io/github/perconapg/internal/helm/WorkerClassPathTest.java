package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerClassPathTest {

  private static final Platform PLATFORM =
      Platform.of("Linux", "amd64", Path.of("there is no such file"));

  @TempDir Path folder;
  private NativeLibraryCache unpacked = new NativeLibraryCache(Path.of(""));

  @BeforeEach
  void makeCache() {
    unpacked = new NativeLibraryCache(folder.resolve("cache"));
  }

  @Test
  void namesTheArtifactWithTheLibraryWhenItIsMissing() throws IOException {
    try (var loader = without("helm-java/linux-amd64")) {
      var classPath = new WorkerClassPath(loader, unpacked);
      assertThat(classPath.entries()).isNotEmpty();
      assertThatThrownBy(() -> classPath.helmLibrary(PLATFORM))
          .satisfies(thrown -> code(thrown, ProblemCode.PLATFORM_UNSUPPORTED))
          .hasMessageContaining("com.marcnuri.helm-java:linux-amd64:0.0.21");
    }
  }

  @Test
  void namesTheClassesThatAreMissing() throws IOException {
    try (var loader = without("/jna-")) {
      assertThatThrownBy(() -> new WorkerClassPath(loader, unpacked).entries())
          .satisfies(thrown -> code(thrown, ProblemCode.WORKER_FAILED))
          .hasMessageContaining("com/sun/jna/Native.class")
          .hasMessageContaining("minimizeJar");
    }
  }

  @Test
  void leavesTheNativeJarOffTheWorkersClassPath() throws IOException {
    try (var loader = without("nothing at all")) {
      assertThat(new WorkerClassPath(loader, unpacked).entries())
          .hasSize(4)
          .noneMatch(entry -> entry.toString().contains("linux-amd64"));
    }
  }

  @Test
  void takesALibraryInAFolderFromThere() throws IOException {
    var library = Files.writeString(folder.resolve(PLATFORM.library()), "library");
    assertThat(library.toFile().setExecutable(true)).isTrue();
    var loader = one(PLATFORM.library(), library.toUri().toString());
    assertThat(new WorkerClassPath(loader, unpacked).helmLibrary(PLATFORM)).isEqualTo(library);
  }

  @Test
  void takesAJarOutOfAJarInEitherFormOfItsAddress() throws IOException {
    var inner = folder.resolve("inner.jar");
    try (var jar = new JarAssembly(inner)) {
      Files.writeString(folder.resolve(PLATFORM.library()), "library");
      jar.folder("", folder, PLATFORM.library()::equals);
    }
    var outer = folder.resolve("with blank.jar");
    try (var jar = new JarAssembly(outer)) {
      jar.nested("BOOT-INF/lib/", inner);
    }
    var path = outer.toUri().getRawPath();
    for (var address :
        new String[] {
          "jar:file:" + path + "!/BOOT-INF/lib/inner.jar!/" + PLATFORM.library(),
          "jar:nested:" + path + "/!BOOT-INF/lib/inner.jar!/" + PLATFORM.library()
        }) {
      var jna = new WorkerClassPath(one(PLATFORM.library(), address), unpacked);
      assertThat(jna.helmLibrary(PLATFORM)).hasContent("library");
    }
  }

  @Test
  void saysWhichFormOfPackagingItDoesNotKnow() {
    var loader = one(PLATFORM.library(), "vfs:/content/app.war/WEB-INF/lib/x.jar/y.so");
    assertThatThrownBy(() -> new WorkerClassPath(loader, unpacked).helmLibrary(PLATFORM))
        .satisfies(thrown -> code(thrown, ProblemCode.WORKER_FAILED))
        .hasMessageContaining("vfs:/content/app.war");
  }

  private static void code(Throwable thrown, ProblemCode code) {
    assertThat(((PerconaPgException) thrown).problem().code()).isEqualTo(code);
  }

  private static URLClassLoader without(String part) {
    Predicate<String> wanted = entry -> !entry.replace('\\', '/').contains(part);
    var urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(wanted)
            .map(entry -> url(Path.of(entry).toUri().toString()))
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static ClassLoader one(String resource, String address) {
    var resources = Map.of(resource, url(address));
    return new ClassLoader(null) {
      @Override
      public @Nullable URL getResource(String name) {
        return resources.get(name);
      }
    };
  }

  /** With a handler of its own, since a JVM knows neither {@code nested:} nor {@code vfs:}. */
  private static URL url(String address) {
    try {
      return address.startsWith("file:")
          ? new URL(address)
          : new URL(null, address, new UnopenedAddress());
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(address, e);
    }
  }
}
