package io.github.perconapg.model;

import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings that the library takes from its machine; injectable, so that nothing reads the
 * process environment directly.
 *
 * @param variables environment variables
 * @param home the user's home folder, which may contain {@code .kube/config}
 * @param cache the folder that keeps charts and the native library between runs; created if needed
 * @param temporary the parent of private temporary folders
 * @param clock the wall clock, for timestamps in records and evidence only, never for deadlines
 */
public record Environment(
    Map<String, String> variables, Path home, Path cache, Path temporary, Clock clock) {

  /**
   * Returns the settings of this machine; the cache is {@code percona-pg} in the user's cache
   * folder (XDG). On Windows the names of variables are in upper case: there PATH and Path are the
   * same.
   */
  public static Environment system() {
    var windows = File.separatorChar == '\\';
    var variables = windows ? inUpperCase(System.getenv()) : System.getenv();
    var home = home(System.getProperty("user.home", ""));
    var xdg = variables.getOrDefault("XDG_CACHE_HOME", "");
    var caches = xdg.isEmpty() ? home.resolve(".cache") : Path.of(xdg);
    return new Environment(
        variables,
        home,
        caches.resolve("percona-pg"),
        Path.of(System.getProperty("java.io.tmpdir")),
        Clock.systemUTC());
  }

  static Map<String, String> inUpperCase(Map<String, String> variables) {
    var upper = new TreeMap<String, String>();
    variables.forEach((name, value) -> upper.put(name.toUpperCase(Locale.ROOT), value));
    return upper;
  }

  /**
   * A user without an entry in the password file, as in many containers, has the home {@code ?}.
   * Nothing may be written to a folder of that name below the current one. Such a user cannot write
   * to the root either, so the cache reports which setting is missing.
   */
  static Path home(String property) {
    return property.equals("?") || property.isEmpty() ? Path.of(File.separator) : Path.of(property);
  }
}
