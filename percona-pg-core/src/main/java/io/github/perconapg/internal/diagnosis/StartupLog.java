package io.github.perconapg.internal.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one run of the operator's container has written so far, as far as it says whether the
 * operator works: the controllers that started, and the last errors. Takes text and JSON lines.
 * Safe for use by several threads.
 */
public final class StartupLog {

  private static final Pattern CONTROLLER = Pattern.compile("\"controller\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern ERROR =
      Pattern.compile("\\bERROR\\b|\"level\"\\s*:\\s*\"error\"|^E\\d{4} \\d\\d:|exec format error");
  private static final int KEPT_ERRORS = 5;
  private static final int KEPT_LINES = 6;

  /**
   * The operator reports its version to its vendor; without internet that fails and is harmless.
   */
  private static final String HARMLESS = "telemetry";

  /** A log whose first line is later than this after the container's start was rotated. */
  private static final Duration REACHES_BACK = Duration.ofSeconds(15);

  private final Set<String> workers = new TreeSet<>();
  private final Deque<String> errors = new ArrayDeque<>();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private @Nullable Instant firstLine;
  private boolean readable = true;
  private int errorCount;
  private int lines;
  private @Nullable String explained;

  /**
   * Takes a line.
   *
   * @param line a line that begins with its RFC 3339 time stamp and a blank
   */
  public synchronized void accept(String line) {
    var blank = line.indexOf(' ');
    var text = blank < 0 ? line : line.substring(blank + 1);
    if (firstLine == null && blank > 0) {
      firstLine = time(line.substring(0, blank));
    }
    lines++;
    lastLines.addLast(text);
    if (lastLines.size() > KEPT_LINES) {
      lastLines.removeFirst();
    }
    if (startsWorkers(text)) {
      var controller = CONTROLLER.matcher(text);
      if (controller.find()) {
        workers.add(controller.group(1));
      }
      explained = null; // what was said before is overcome
    } else if (isError(text)) {
      errorCount++;
      if (explained == null && LogCauses.explains(text)) {
        explained = text;
      }
      errors.addLast(text);
      if (errors.size() > KEPT_ERRORS) {
        errors.removeFirst();
      }
    }
  }

  /** Tells whether a line says that a controller has started its workers. */
  public static boolean startsWorkers(String text) {
    return text.contains("Starting workers");
  }

  /**
   * Tells whether a line, without time stamp, tells of an error that is not known to be harmless.
   */
  public static boolean isError(String text) {
    return (ERROR.matcher(text).find()
            || text.startsWith("panic:")
            || text.startsWith("fatal error:"))
        && !text.contains(HARMLESS);
  }

  /** The log cannot be read from here. */
  public synchronized void unreadable() {
    readable = false;
  }

  /** Tells whether the log can be read from here. */
  synchronized boolean isReadable() {
    return readable;
  }

  /** Tells whether the log can be read and goes back to the start of a container. */
  public synchronized boolean reachesBackTo(Instant containerStart) {
    return readable && (firstLine == null || !firstLine.isAfter(containerStart.plus(REACHES_BACK)));
  }

  /** The controllers that reported their workers, sorted. */
  public synchronized Set<String> workers() {
    return Set.copyOf(workers);
  }

  /** The last error lines, oldest first, at most five. */
  synchronized List<String> errors() {
    return List.copyOf(errors);
  }

  /** The last lines, oldest first, at most six. */
  synchronized List<String> lastLines() {
    return List.copyOf(lastLines);
  }

  /**
   * The first error line that names what keeps the operator from work; the same one while it lasts,
   * so that who is told of it is not told of each kind in turn.
   */
  synchronized Optional<String> explained() {
    return Optional.ofNullable(explained);
  }

  /** How many lines were taken. */
  synchronized int lines() {
    return lines;
  }

  /** How many error lines there were, of which {@link #errors} holds the last. */
  public synchronized int errorCount() {
    return errorCount;
  }

  private static @Nullable Instant time(String stamp) {
    try {
      return Instant.parse(stamp);
    } catch (DateTimeParseException e) {
      return null; // a line that was cut in two has no stamp of its own
    }
  }
}
