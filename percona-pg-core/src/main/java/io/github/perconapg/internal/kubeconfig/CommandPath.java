package io.github.perconapg.internal.kubeconfig;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folders in which commands are looked up: those of a given environment, since the JDK would
 * use the PATH of this process.
 *
 * @param folders the value of PATH
 * @param separator what stands between folders: a colon, or on Windows a semicolon
 */
public record CommandPath(String folders, String separator) {

  private static final List<String> ELSEWHERE = List.of("");

  /**
   * Windows starts nothing without one of these. Tools put a shell script of the bare name beside
   * their .exe or .cmd, so the bare name is only what already ends in one.
   */
  private static final List<String> ON_WINDOWS = List.of(".exe", ".cmd", ".bat", "");

  /**
   * The first folder's program of this name.
   *
   * @param command a name without a folder
   */
  public Optional<Path> find(String command) {
    var endings = separator.equals(";") ? ON_WINDOWS : ELSEWHERE;
    for (var folder : folders.split(separator, -1)) {
      for (var ending : endings) {
        var candidate = Path.of(folder, command + ending);
        if (!folder.isEmpty() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }
}
