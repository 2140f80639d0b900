package io.github.perconapg.internal.helm;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds on disk what the worker needs, from wherever this library was loaded: a plain class path, a
 * Maven plugin's realm, a shaded jar, a Spring Boot jar. Asks the class loader for resources only,
 * so that no class of helm-java or JNA is loaded.
 */
final class WorkerClassPath {

  /** The worker's main class; named, never referred to, so that it does not load here. */
  static final String MAIN = "io.github.perconapg.internal.helm.worker.Main";

  private static final String HELM_JAVA = "com/marcnuri/helm/Helm.class";

  private final ClassLoader loader;
  private final NativeLibraryCache unpacked;

  WorkerClassPath(ClassLoader loader, NativeLibraryCache unpacked) {
    this.loader = loader;
    this.unpacked = unpacked;
  }

  /** The folders and jars with the worker's classes, helm-java and JNA, without Helm's library. */
  Set<Path> entries() {
    var entries = new LinkedHashSet<Path>();
    for (var anchor :
        List.of(
            MAIN.replace('.', '/') + ".class",
            HELM_JAVA,
            "com/marcnuri/helm/jni/NativeLibrary.class",
            "com/sun/jna/Native.class")) {
      entries.add(
          holding(anchor)
              .orElseThrow(
                  () ->
                      Problem.of(
                              ProblemCode.WORKER_FAILED,
                              "The Helm worker's class path is not whole: "
                                  + anchor
                                  + " is missing.",
                              "When a build step removes or renames classes (minimizeJar,"
                                  + " relocations), let it leave io.github.perconapg,"
                                  + " com.marcnuri.helm and com.sun.jna as they are.")
                          .asException()));
    }
    return entries;
  }

  /** JNA's own native library, unpacked. */
  Path jnaLibrary(Platform platform) {
    return unpackedFile(platform.jnaLibrary(), null).orElseThrow(() -> missing(platform));
  }

  /**
   * Helm's native library, unpacked and allowed to be executed. Of the version of helm-java that
   * this was made with it has to be the one that was seen then, whatever its jar holds.
   */
  Path helmLibrary(Platform platform) {
    var pinned = version().equals(Platform.PINNED) ? platform.sha256() : null;
    var file = unpackedFile(platform.library(), pinned).orElseThrow(() -> missing(platform));
    unpacked.requireExecutable(file);
    return file;
  }

  private Optional<Path> unpackedFile(String resource, @Nullable String sha256) {
    return holding(resource)
        .map(
            place ->
                place.toFile().isDirectory()
                    ? place.resolve(resource)
                    : unpacked.file(place, resource, sha256));
  }

  private RuntimeException missing(Platform platform) {
    return Problem.of(
            ProblemCode.PLATFORM_UNSUPPORTED,
            "Helm's library for " + platform.name() + " is not on the class path.",
            "Add the dependency com.marcnuri.helm-java:"
                + platform.name()
                + ":"
                + version()
                + " (Maven adds it by itself; Gradle, flattened POMs and a jar that was packed on"
                + " another platform do not).")
        .asException();
  }

  private String version() {
    try (var stream =
        loader.getResourceAsStream(
            "META-INF/maven/com.marcnuri.helm-java/helm-java/pom.properties")) {
      var properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      return properties.getProperty("version", "<the version of helm-java>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder or jar that holds the resource; a jar inside a jar is unpacked. */
  private Optional<Path> holding(String resource) {
    return Optional.ofNullable(loader.getResource(resource)).map(url -> place(url, resource));
  }

  private Path place(URL url, String resource) {
    var text = url.toString();
    if (url.getProtocol().equals("file")) {
      return Path.of(URI.create(text.substring(0, text.length() - resource.length())));
    }
    if (text.startsWith("jar:") && text.endsWith("!/" + resource)) {
      var jar = text.substring("jar:".length(), text.length() - resource.length() - 2);
      // jar:file:OUTER!/INNER!/entry, and since Spring Boot 3.2 jar:nested:OUTER/!INNER!/entry
      var inner = jar.startsWith("nested:") ? jar.indexOf("/!") : jar.indexOf("!/");
      if (inner < 0 && jar.startsWith("file:")) {
        return Path.of(URI.create(jar));
      }
      if (inner >= 0 && !jar.endsWith("/")) {
        var outer = "file:" + jar.substring(jar.indexOf(':') + 1, inner);
        return unpacked.file(Path.of(URI.create(outer)), jar.substring(inner + 2), null);
      }
    }
    throw Problem.of(
            ProblemCode.WORKER_FAILED,
            "The Helm worker cannot be started from this form of packaging: " + url,
            "Run from a plain class path, a Maven plugin, a shaded jar or a Spring Boot jar with"
                + " this library in BOOT-INF/lib.")
        .asException();
  }
}
