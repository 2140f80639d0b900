package io.github.perconapg.maven.parameter;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a parameter is: what the command line says ({@code -Dpercona-pg.NAME=…}), else what
 * the POM configures, else the project property of that name, else the default.
 *
 * <p>Maven itself does the last three and puts the outcome into the goal's field, which is passed
 * in here as "configured". It prefers the POM to the command line, which is why each value goes
 * through this class: a person who types a value means it.
 *
 * <p>Every method throws {@link PerconaPgException} with {@link ProblemCode#OPTION_INVALID} for
 * text that it cannot use.
 */
public final class Parameters {

  /** What all properties of this plugin begin with. */
  public static final String PREFIX = "percona-pg.";

  private final Properties commandLine;
  private final Path base;

  /**
   * @param commandLine the session's user properties
   * @param base absolute folder that relative paths start from: the project's, or the current one
   */
  public Parameters(Properties commandLine, Path base) {
    this.commandLine = commandLine;
    this.base = base;
  }

  /** The text of a parameter that has a default. */
  public String text(String name, String configured) {
    var typed = typed(name);
    return typed == null ? configured : typed;
  }

  /** The text of a parameter without a default; null if it was not given. */
  public @Nullable String optional(String name, @Nullable String configured) {
    var typed = typed(name);
    if (typed != null) {
      return typed;
    }
    return configured == null || configured.isBlank() ? null : configured.trim();
  }

  /** A switch. {@code -Dpercona-pg.NAME} without a value counts as true. */
  public boolean flag(String name, boolean configured) {
    var typed = commandLine.getProperty(PREFIX + name);
    if (typed == null) {
      return configured;
    }
    return switch (typed.trim()) {
      case "true", "" -> true;
      case "false" -> false;
      default -> throw invalid(name, typed, "It is a switch.", "Use true or false.");
    };
  }

  /** One of the constants of an enum, written in lower case. */
  public <E extends Enum<E>> E choice(String name, String configured, Class<E> type) {
    var text = text(name, configured).trim();
    var known = Stream.of(type.getEnumConstants()).map(Choices::textOf).toList();
    for (var constant : type.getEnumConstants()) {
      if (Choices.textOf(constant).equals(text)) {
        return constant;
      }
    }
    throw invalid(
        name, text, "There is no such choice.", "Use " + Choices.sentence(known, text) + ".");
  }

  /** A length of time of more than zero, for example {@code 5m}, {@code 300s} or {@code 1h30m}. */
  public Duration duration(String name, String configured) {
    return duration(name, text(name, configured), false);
  }

  /** A length of time, which may be {@code 0s}. */
  public Duration durationOrZero(String name, String configured) {
    return duration(name, text(name, configured), true);
  }

  /** A length of time of more than zero; null if it was not given. */
  public @Nullable Duration optionalDuration(String name, @Nullable String configured) {
    var text = optional(name, configured);
    return text == null ? null : duration(name, text, false);
  }

  private static Duration duration(String name, String text, boolean zero) {
    var duration = DurationText.parse(text);
    if (duration == null || (duration.isZero() && !zero)) {
      throw invalid(
          name,
          text,
          "A duration is a number and a unit, for example 5m, 300s or 1h30m"
              + (zero ? "." : ", and more than zero."),
          text.matches("\\d+")
              ? "Say " + text + "s for seconds, or " + text + "m for minutes."
              : "Write it with the units h, m and s.");
    }
    return duration;
  }

  /** A whole number of at least 1; null if it was not given. */
  public @Nullable Integer number(String name, @Nullable String configured) {
    var text = optional(name, configured);
    if (text == null) {
      return null;
    }
    if (!text.trim().matches("[1-9]\\d{0,8}")) {
      throw invalid(name, text, "It is a whole number of at least 1.", "Write it in digits.");
    }
    return Integer.valueOf(text.trim());
  }

  /** A SHA-256 in hex; null if it was not given. */
  public @Nullable String sha256(String name, @Nullable String configured) {
    var text = optional(name, configured);
    if (text != null && !text.matches("[0-9a-fA-F]{64}")) {
      throw invalid(name, text, "A SHA-256 has 64 hex digits.", "Copy all of it.");
    }
    return text;
  }

  /** A parameter that may be a file or folder, or something else; null if it was not given. */
  public @Nullable Path path(String name, @Nullable String configured) {
    var text = optional(name, configured);
    return text == null ? null : resolve(name, text);
  }

  /** A file or folder; null if it was not given. */
  public @Nullable Path path(String name, @Nullable File configured) {
    var typed = typed(name);
    if (typed != null) {
      return resolve(name, typed);
    }
    return configured == null ? null : path(configured);
  }

  /** A file or folder that has a default. */
  public Path path(String name, @Nullable File configured, Path fallback) {
    var path = path(name, configured);
    return path == null ? base.resolve(fallback) : path;
  }

  /** Maven has put the project's folder before everything relative, before a {@code ~} too. */
  private Path path(File configured) {
    var path = base.resolve(configured.toPath()).normalize();
    var home = base.resolve("~").normalize();
    return path.startsWith(home)
        ? Path.of(System.getProperty("user.home")).resolve(home.relativize(path))
        : path;
  }

  /** Files separated like $PATH; empty if none was given. */
  public List<Path> searchPath(String name, @Nullable String configured) {
    var text = optional(name, configured);
    if (text == null) {
      return List.of();
    }
    return Stream.of(text.split(File.pathSeparator, -1))
        .filter(part -> !part.isBlank())
        .map(part -> resolve(name, part))
        .toList();
  }

  /** Files and folders; the fallback alone if none was given. */
  public List<Path> paths(String name, List<File> configured, Path fallback) {
    if (isTyped(name)) {
      return list(name, List.of()).stream().map(text -> resolve(name, text)).toList();
    }
    return configured.isEmpty()
        ? List.of(base.resolve(fallback))
        : configured.stream().map(this::path).toList();
  }

  /** Tells whether the command line gives it. */
  public boolean isTyped(String name) {
    return typed(name) != null;
  }

  /**
   * A list. On the command line its entries are separated by commas; a comma that belongs to an
   * entry is written {@code \,}. Elements of the POM are taken as they are.
   */
  public List<String> list(String name, List<String> configured) {
    var typed = typed(name);
    var entries = typed == null ? configured.stream() : CommaList.split(typed).stream();
    return entries.map(String::trim).filter(entry -> !entry.isEmpty()).toList();
  }

  /** Chart values: a tree of elements in the POM, {@code a.b=c,d=e} on the command line. */
  public Map<String, Object> values(String name, @Nullable PlexusConfiguration configured) {
    var typed = typed(name);
    try {
      return typed == null ? ValuesTree.of(configured) : ValuesTree.of(CommaList.split(typed));
    } catch (IllegalArgumentException e) {
      // Not quoted: among values there may be secrets.
      var where = typed == null ? "the POM's <" + name + ">" : "-D" + PREFIX + name;
      throw Problem.of(
              ProblemCode.OPTION_INVALID,
              "Parameter " + name + " (" + where + ") cannot be read.",
              "Write path=value, with dots between the names of the path, or use valuesFile.")
          .facts(List.of(String.valueOf(e.getMessage())))
          .asException();
    }
  }

  private @Nullable String typed(String name) {
    var text = commandLine.getProperty(PREFIX + name);
    return text == null || text.isBlank() ? null : text.trim();
  }

  private Path resolve(String name, String text) {
    try {
      var trimmed = text.trim();
      return trimmed.startsWith("~/")
          ? Path.of(System.getProperty("user.home"), trimmed.substring(2))
          : base.resolve(trimmed).normalize();
    } catch (InvalidPathException e) {
      throw invalid(
          name, text, String.valueOf(e.getMessage()), "Name a file or folder of this machine.");
    }
  }

  private static PerconaPgException invalid(String name, String text, String fact, String remedy) {
    return Problem.of(
            ProblemCode.OPTION_INVALID,
            "Parameter " + name + " (-D" + PREFIX + name + ") cannot be \"" + text + "\".",
            remedy)
        .facts(List.of(fact))
        .asException();
  }
}
