package io.github.perconapg.controlplane.binaries;

import java.nio.file.Path;

/** Where this user's builds are kept. */
final class CacheFolder {
  private CacheFolder() {}

  /** The XDG cache folder where there is one, else .cache in the home folder. */
  static Path ofThisUser() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.toAbsolutePath().resolve("percona-pg").resolve("control-plane");
  }
}
