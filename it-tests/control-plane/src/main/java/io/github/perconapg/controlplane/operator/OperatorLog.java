package io.github.perconapg.controlplane.operator;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The operator's log lines, in its text or its JSON form, in a file of the CRI's format. */
final class OperatorLog {
  private final Path file;
  private final boolean errorsOnly;
  private final boolean structured;

  OperatorLog(Path file, String level, boolean structured) {
    this.file = file;
    this.errorsOnly = level.equalsIgnoreCase("ERROR");
    this.structured = structured;
  }

  /** A line of level INFO with fields. */
  void info(String message, Map<String, Object> fields) {
    if (!errorsOnly) {
      write("INFO", "", message, fields);
    }
  }

  /** A line of level ERROR with fields. */
  void error(String logger, String message, Map<String, Object> fields) {
    write("ERROR", logger, message, fields);
  }

  /** Lines as they are, as a panic writes them. */
  void raw(String text) {
    text.lines().forEach(this::append);
  }

  private void write(String level, String logger, String message, Map<String, Object> fields) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    if (!structured) {
      String json = fields.isEmpty() ? "" : "\t" + spaced(fields);
      append(now + "\t" + level + "\t" + (logger.isEmpty() ? "" : logger + "\t") + message + json);
      return;
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("level", level.toLowerCase(Locale.ROOT));
    all.put("ts", now.toEpochMilli() / 1000.0);
    if (!logger.isEmpty()) {
      all.put("logger", logger);
    }
    all.put("msg", message);
    all.putAll(fields);
    append(Serialization.asJson(all));
  }

  /** As zap's console form writes fields: one line, a blank after each colon and comma. */
  private static String spaced(Map<String, Object> fields) {
    StringBuilder text = new StringBuilder();
    fields.forEach(
        (name, value) ->
            text.append(text.length() == 0 ? "{" : ", ")
                .append('"')
                .append(name)
                .append("\": ")
                .append(Serialization.asJson(value)));
    return text.append('}').toString();
  }

  private void append(String line) {
    try {
      Files.writeString(
          file, Instant.now() + " stderr F " + line + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
