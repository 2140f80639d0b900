package io.github.perconapg.controlplane.binaries;

import io.github.perconapg.controlplane.process.Command;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The go command of this machine. */
final class GoToolchain {
  private static final Pattern VERSION = Pattern.compile("go version go(\\d+)\\.(\\d+)\\S*");

  private final String program;

  /**
   * A toolchain that may not exist.
   *
   * @param program a path, or a name that is looked up on the PATH
   */
  GoToolchain(String program) {
    this.program = program;
  }

  /** A go command line that builds without cgo and without a workspace of the caller. */
  Command command(Path module, Object... arguments) {
    return Command.of(program, arguments)
        .in(module)
        .env("CGO_ENABLED", "0")
        .env("GOWORK", "off")
        .env("GOFLAGS", "");
  }

  /**
   * Checks that go can build a module.
   *
   * @param folder the module's folder
   * @param needed such as 1.26 or 1.26.0
   * @throws IllegalStateException that says what to install
   */
  void check(Path folder, String needed) {
    String answer;
    try {
      answer = command(folder, "version").run(Duration.ofMinutes(5)).output();
    } catch (UncheckedIOException e) {
      throw new IllegalStateException(
          "The test control plane is built from Go modules, and no go command was found. "
              + remedy(needed),
          e);
    }
    Matcher found = VERSION.matcher(answer);
    if (!found.find()) {
      throw new IllegalStateException(
          "The go command does not tell its version; it said: "
              + answer.strip()
              + "\n"
              + remedy(needed));
    }
    String[] least = needed.split("\\.", -1);
    int major = Integer.parseInt(found.group(1));
    int minor = Integer.parseInt(found.group(2));
    int leastMajor = Integer.parseInt(least[0]);
    if (major < leastMajor || (major == leastMajor && minor < Integer.parseInt(least[1]))) {
      throw new IllegalStateException(
          "The go command on the PATH is too old: " + found.group() + ". " + remedy(needed));
    }
  }

  private static String remedy(String needed) {
    return "Install Go "
        + needed
        + " or newer from https://go.dev/dl/ (or your system's package manager), put its bin"
        + " folder on the PATH, and run the same command again.";
  }
}
