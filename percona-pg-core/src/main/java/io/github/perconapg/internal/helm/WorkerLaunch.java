package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.chart.CacheFolder;
import io.github.perconapg.model.Environment;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is checked and found before a worker is forked, and its command line.
 *
 * @param java the java launcher
 * @param classPath the worker's classes, helm-java and JNA
 * @param library Helm's native library
 * @param jna the native library of JNA
 * @param unpacked what of these was taken out of jars
 */
record WorkerLaunch(
    Path java, Set<Path> classPath, Path library, Path jna, NativeLibraryCache unpacked) {

  private static final String SERVICE = "META-INF/services/com.marcnuri.helm.jni.NativeLibrary";
  private static final String LIBRARY_CLASS =
      "io.github.perconapg.internal.helm.worker.CachedLibrary";

  /** From this feature release on a JVM warns about native code that was not allowed by name. */
  private static final int NATIVE_ACCESS = 22;

  /**
   * Finds everything.
   *
   * @throws io.github.perconapg.problem.PerconaPgException when Helm cannot run here
   */
  static WorkerLaunch prepare(Environment environment, ClassLoader loader) {
    refuse(environment.temporary());
    var platform = Platform.current();
    var java = launcher(Path.of(System.getProperty("java.home", "")), platform);
    var unpacked = new NativeLibraryCache(CacheFolder.of(environment).path().resolve("worker"));
    var found = new WorkerClassPath(loader, unpacked);
    return new WorkerLaunch(
        java, found.entries(), found.helmLibrary(platform), found.jnaLibrary(platform), unpacked);
  }

  static Path launcher(Path home, Platform platform) {
    var java =
        home.resolve("bin").resolve(platform.name().startsWith("windows") ? "java.exe" : "java");
    if (!Files.isExecutable(java)) {
      throw Problem.of(
              ProblemCode.PLATFORM_UNSUPPORTED,
              "This Java runtime has no launcher: " + java + " does not exist.",
              "Run on a JDK or JRE with bin/java (a runtime made by jlink has none with"
                  + " --strip-native-commands, a native image never): Helm runs in a JVM of its"
                  + " own.")
          .asException();
    }
    return java;
  }

  WorkerProcess fork(WorkerFolder folder) throws IOException {
    folder.write(Path.of("spi", SERVICE), LIBRARY_CLASS + "\n");
    var marker = "percona-pg-" + UUID.randomUUID() + " ";
    var command = new ArrayList<String>();
    command.add(java.toString());
    command.addAll(options(folder));
    command.add("-cp");
    command.add(classPath(folder.path().resolve("spi"), File.pathSeparator));
    command.add(WorkerClassPath.MAIN);
    command.add(marker);
    command.add(folder.path().toString());
    return WorkerProcess.fork(
        command, marker, environment(folder, System.getenv("SystemRoot")), folder.path());
  }

  private List<String> options(WorkerFolder folder) {
    var options = new ArrayList<String>();
    // Other JVMs than HotSpot know few of these.
    options.add("-XX:+IgnoreUnrecognizedVMOptions");
    options.add("-XX:TieredStopAtLevel=1");
    options.add("-XX:+UseSerialGC");
    options.add("-XX:-UsePerfData");
    options.add("-Xshare:auto");
    options.add("-Xmx256m");
    options.add("-XX:ErrorFile=" + folder.path().resolve("crash.log"));
    if (Runtime.version().feature() >= NATIVE_ACCESS) {
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    options.add("-Djava.io.tmpdir=" + folder.temporary());
    options.add("-Djna.boot.library.path=" + jna.resolveSibling(""));
    options.add("-Djna.nounpack=true");
    options.add("-Djna.nosys=true");
    options.add("-Djna.encoding=UTF-8");
    options.add("-Dcom.marcnuri.jkube-helm.skipRemoteJar=true");
    options.add("-Dpercona-pg.library=" + library);
    return options;
  }

  /** With the platform's separator, which is {@code ;} on Windows. */
  String classPath(Path services, String separator) {
    return services
        + separator
        + classPath.stream().map(Path::toString).collect(Collectors.joining(separator));
  }

  /** Nothing is inherited but what Windows cannot start a process without. */
  static Map<String, String> environment(WorkerFolder folder, @Nullable String systemRoot) {
    var home = folder.home().toString();
    var temporary = folder.temporary().toString();
    var environment = new TreeMap<String, String>();
    environment.put("HOME", home);
    environment.put("TMPDIR", temporary);
    environment.put("LC_ALL", "C.UTF-8");
    if (systemRoot != null) {
      environment.put("SystemRoot", systemRoot);
      environment.put("USERPROFILE", home);
      environment.put("APPDATA", home);
      environment.put("TEMP", temporary);
      environment.put("TMP", temporary);
    }
    return environment;
  }

  /** Helm splits a list of values files on commas and reads each as a URL; Java a class path. */
  private static void refuse(Path temporary) {
    for (var character : List.of(",", "%", File.pathSeparator)) {
      if (temporary.toString().contains(character)) {
        throw Problem.of(
                ProblemCode.PLATFORM_UNSUPPORTED,
                "Helm cannot read files below "
                    + temporary
                    + ", because its path holds the character "
                    + character,
                "Let java.io.tmpdir name a folder without it.")
            .asException();
      }
    }
  }
}
