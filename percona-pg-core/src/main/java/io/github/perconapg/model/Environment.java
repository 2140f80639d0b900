package io.github.perconapg.model;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What the library takes from the machine it runs on; injectable, so that nothing reads the process
 * environment by itself.
 *
 * @param variables environment variables
 * @param home the user's home folder, where {@code .kube/config} is looked for
 * @param cache where charts and the native library are kept between runs; created when needed
 * @param temporary where private temporary folders are made
 * @param clock the wall clock, for time stamps in records and evidence only, never for deadlines
 */
public record Environment(
    Map<String, String> variables, Path home, Path cache, Path temporary, Clock clock) {

  /** The real machine; the cache is {@code percona-pg} in the user's cache folder (XDG). */
  public static Environment system() {
    var variables = System.getenv();
    var home = Path.of(System.getProperty("user.home"));
    var xdg = variables.getOrDefault("XDG_CACHE_HOME", "");
    var caches = xdg.isEmpty() ? home.resolve(".cache") : Path.of(xdg);
    return new Environment(
        variables,
        home,
        caches.resolve("percona-pg"),
        Path.of(System.getProperty("java.io.tmpdir")),
        Clock.systemUTC());
  }
}
