package io.github.perconapg.maven.render;

import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.outlet.PrivateFiles;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Every request as a line of JSON in {@code trace.jsonl}: goal, method, path, status (0 when there
 * was no answer) and milliseconds. No bodies, no headers, so no secrets. Goals of one Maven run
 * share the file; the next run starts it anew.
 */
public final class TraceFile implements EventListener, AutoCloseable {

  private final String goal;
  private final BufferedWriter writer;
  private @Nullable IOException failure;

  /**
   * @param folder where the file is; created when needed
   * @param goal the goal's name
   * @param runStart when this Maven run began; an older file is overwritten
   */
  public TraceFile(Path folder, String goal, Instant runStart) throws IOException {
    this.goal = goal;
    var file = folder.resolve("trace.jsonl");
    var ofThisRun =
        Files.exists(file) && !Files.getLastModifiedTime(file).toInstant().isBefore(runStart);
    this.writer = PrivateFiles.open(file, ofThisRun);
  }

  @Override
  public void on(Event event) {
    if (failure == null && event instanceof Event.RequestSent request) {
      var line =
          Json.object()
              .put("goal", goal)
              .put("method", request.method())
              .put("path", request.path())
              .put("status", request.status())
              .put("millis", request.duration().toMillis());
      try {
        writer.write(Json.line(line));
        writer.write('\n');
        // A killed run is the one whose trace matters most.
        writer.flush();
      } catch (IOException e) {
        // Thrown from here it would end a deploy half way; close() reports it.
        failure = e;
      }
    }
  }

  /** Closes the file, and throws what kept it from being written in full. */
  @Override
  public void close() throws IOException {
    writer.close();
    if (failure != null) {
      throw failure;
    }
  }
}
