package io.github.perconapg.internal.helm;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs {@link Caller} as Maven runs a plugin: its classes come from a URLClassLoader of their own,
 * and neither the system class loader nor the thread's knows them. The first argument is the class
 * path.
 */
public final class RealmLauncher {

  private RealmLauncher() {}

  /** Starts the realm. */
  public static void main(String[] arguments) throws Exception {
    var urls =
        Arrays.stream(arguments[0].split(File.pathSeparator, -1))
            .map(RealmLauncher::url)
            .toArray(URL[]::new);
    try (var realm = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Object program = Arrays.copyOfRange(arguments, 1, arguments.length);
      realm
          .loadClass("io.github.perconapg.internal.helm.Caller")
          .getMethod("main", String[].class)
          .invoke(null, program);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(entry, e);
    }
  }
}
