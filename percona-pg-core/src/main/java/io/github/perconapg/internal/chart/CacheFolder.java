package io.github.perconapg.internal.chart;

import io.github.perconapg.model.Environment;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder whose charts and native library a run may believe: {@link Environment#cache}, unless
 * another user could have put something there. Then it is a private one among the temporary files.
 * Root with another user's home, as under {@code sudo -E}, must not run what that user prepared.
 *
 * @param path where it is
 * @param warning why it is not the wanted one; null when it is
 */
public record CacheFolder(Path path, @Nullable String warning) {

  private static final Map<Path, CacheFolder> KNOWN = new ConcurrentHashMap<>();

  /**
   * The cache of an environment; looked at once in the life of this JVM.
   *
   * @throws io.github.perconapg.problem.PerconaPgException platform-unsupported when there is none
   */
  public static CacheFolder of(Environment environment) {
    return KNOWN.computeIfAbsent(
        environment.cache(), wanted -> find(wanted, environment.temporary()));
  }

  static CacheFolder find(Path wanted, Path temporary) {
    var objection = objection(wanted);
    if (objection == null) {
      return new CacheFolder(wanted, null);
    }
    var own = temporary.resolve("percona-pg-cache-" + OwnFiles.id());
    var second = made(own);
    if (second != null) {
      return ofThisRun(wanted, temporary, objection, second);
    }
    return new CacheFolder(
        own,
        "The cache "
            + wanted
            + " is not used: "
            + objection
            + ". This run keeps charts and Helm's library in "
            + own
            + " instead. Let XDG_CACHE_HOME name a folder of yours that no other user may write"
            + " to.");
  }

  /**
   * A new folder, which nothing of before is in; it goes with this JVM. Where a container has no
   * other folder than volumes that all may write to, there is nothing better.
   */
  private static CacheFolder ofThisRun(
      Path wanted, Path temporary, String objection, String second) {
    try {
      var fresh =
          Files.createTempDirectory(Files.createDirectories(temporary), "percona-pg-cache-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(fresh), "percona-pg-cache"));
      return new CacheFolder(
          fresh,
          "The cache "
              + wanted
              + " is not used: "
              + objection
              + ", and "
              + second
              + ". This run keeps nothing for the next one. Let XDG_CACHE_HOME name a folder of"
              + " yours that no other user may write to.");
    } catch (IOException e) {
      throw Problem.of(
              ProblemCode.PLATFORM_UNSUPPORTED,
              "There is no cache folder that only you may write to: " + objection + ", " + second,
              "Let XDG_CACHE_HOME name a folder of yours that no other user may write to.")
          .asException(e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It is among the temporary files, and is not trusted.
    }
  }

  private static @Nullable String made(Path folder) {
    try {
      Files.createDirectories(folder.getParent());
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // Of an earlier run, which is looked at like any other.
    } catch (IOException e) {
      return folder + " cannot be made: " + ChartProblems.reason(e);
    }
    return objection(folder);
  }

  /** A folder of this user's that is too open is closed: what others put in it is not theirs. */
  private static @Nullable String objection(Path folder) {
    try {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && OwnFiles.isMine(folder)
          && !OwnFiles.isProtected(folder)) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
      return OwnFiles.objectionTo(folder);
    } catch (IOException e) {
      return folder + " cannot be looked at: " + ChartProblems.reason(e);
    }
  }
}
