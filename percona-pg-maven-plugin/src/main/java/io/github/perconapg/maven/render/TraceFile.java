package io.github.perconapg.maven.render;

import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.outlet.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Every request as a line of JSON in {@code trace.jsonl}: goal, method, path, status (0 when there
 * was no answer) and milliseconds. No bodies, no headers, so no secrets. Goals of one Maven run
 * share the file, also at the same time; the next run starts it anew. Each line is written by one
 * call to a file that is only appended to, so that lines of several threads and goals stay whole.
 */
public final class TraceFile implements EventListener, AutoCloseable {

  private final String goal;
  private final OutputStream file;
  private @Nullable IOException failure;

  /**
   * @param folder where the file is; created when needed
   * @param goal the goal's name
   * @param runStart when this Maven run began; an older file is overwritten
   */
  public TraceFile(Path folder, String goal, Instant runStart) throws IOException {
    this.goal = goal;
    this.file = open(folder, runStart);
  }

  /** One goal at a time: two that begin together must not both start the file anew. */
  private static synchronized OutputStream open(Path folder, Instant runStart) throws IOException {
    var file = folder.resolve("trace.jsonl");
    var ofThisRun =
        Files.exists(file) && !Files.getLastModifiedTime(file).toInstant().isBefore(runStart);
    return PrivateFiles.open(file, ofThisRun);
  }

  @Override
  public synchronized void on(Event event) {
    if (failure == null && event instanceof Event.RequestSent request) {
      var line =
          Json.object()
              .put("goal", goal)
              .put("method", request.method())
              .put("path", request.path())
              .put("status", request.status())
              .put("millis", request.duration().toMillis());
      try {
        // Not buffered: a killed run is the one whose trace matters most.
        file.write((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // Thrown from here it would end a deploy half way; close() reports it.
        failure = e;
      }
    }
  }

  /** Closes the file, and throws what kept it from being written in full. */
  @Override
  public synchronized void close() throws IOException {
    file.close();
    if (failure != null) {
      throw failure;
    }
  }
}
