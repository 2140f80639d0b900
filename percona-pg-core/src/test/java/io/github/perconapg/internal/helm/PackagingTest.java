package io.github.perconapg.internal.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each form in which this library reaches a user, as a program that renders a chart. */
@Timeout(60)
class PackagingTest {

  private static final String CALLER = "io.github.perconapg.internal.helm.Caller";

  @TempDir static Path folder;
  private static Path chart = Path.of("");
  private static Path application = Path.of("");
  private static final List<Path> LIBRARIES = new ArrayList<>();

  @BeforeAll
  static void assembleJars() throws Exception {
    chart = SmallChart.write(folder.resolve("chart"), "word");
    Files.createDirectory(folder.resolve("tmp"));
    var jars = Files.createDirectory(folder.resolve("with blank+plus"));
    application = jars.resolve("application.jar");
    try (var jar = new JarAssembly(application)) {
      jar.folder("", home(Caller.class), PackagingTest::program);
    }
    var core = jars.resolve("core.jar");
    try (var jar = new JarAssembly(core)) {
      jar.folder("", home(HelmWorker.class), name -> true);
    }
    LIBRARIES.add(core);
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(Files::isRegularFile)
        .filter(jar -> jar.toString().matches(".*(marcnuri|jna|jackson|snakeyaml).*"))
        .forEach(LIBRARIES::add);
  }

  @Test
  void plainClassPath() throws Exception {
    assertRenders("-cp", classPath(), CALLER);
  }

  @Test
  void realmOfAMavenPlugin() throws Exception {
    assertRenders("-cp", home(Caller.class).toString(), RealmLauncher.class.getName(), classPath());
  }

  @Test
  void shadedJar() throws Exception {
    var shaded = folder.resolve("shaded.jar");
    try (var jar = new JarAssembly(shaded, "Main-Class", CALLER)) {
      jar.merge(application, name -> true);
      for (var library : LIBRARIES) {
        jar.merge(library, name -> !name.equals("module-info.class"));
      }
    }
    assertRenders("-jar", shaded.toString());
  }

  @Test
  void springBootJar() throws Exception {
    var boot = folder.resolve("with blank+plus/boot.jar");
    try (var jar =
        new JarAssembly(
            boot,
            "Main-Class",
            "org.springframework.boot.loader.launch.JarLauncher",
            "Start-Class",
            CALLER,
            "Spring-Boot-Classes",
            "BOOT-INF/classes/",
            "Spring-Boot-Lib",
            "BOOT-INF/lib/")) {
      jar.merge(
          home(Class.forName("org.springframework.boot.loader.launch.JarLauncher")),
          name -> name.startsWith("org/"));
      // The launcher looks for these.
      jar.folder("BOOT-INF/classes/");
      jar.folder("BOOT-INF/lib/");
      jar.folder("BOOT-INF/classes/", home(Caller.class), PackagingTest::program);
      for (var library : LIBRARIES) {
        jar.nested("BOOT-INF/lib/", library);
      }
    }
    assertRenders("-jar", boot.toString());
  }

  private static void assertRenders(String... launch) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(launch));
    command.addAll(List.of("template", Caller.CACHE.toString()));
    command.addAll(List.of(folder.resolve("tmp").toString(), chart.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(output).contains("word: \"string on\"").contains("done");
    assertThat(process.waitFor()).isZero();
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  private static String classPath() {
    return Stream.concat(Stream.of(application), LIBRARIES.stream())
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean program(String name) {
    return name.matches(".*/(Caller|SmallChart|SmallCluster)\\.class");
  }

  private static Path home(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
