package io.github.perconapg.maven.render;

import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One manifest's turn within a goal: what is shown of it, and the files that it leaves. */
public final class ManifestRun implements EventListener, AutoCloseable {

  private final Printer printer;
  private final String name;
  private final Path folder;
  private final ProgressLines progress;
  private final TraceFile trace;
  private final ReportFile report;
  private final long start = System.nanoTime();

  /**
   * @param printer where lines go
   * @param goal the goal's name
   * @param manifest where the manifest was read from
   * @param folder where files go
   * @param name tells the outputs of several manifests apart; empty when there is one manifest
   * @param runStart when this Maven run began
   */
  public ManifestRun(
      Printer printer, String goal, String manifest, Path folder, String name, Instant runStart)
      throws IOException {
    this.printer = printer;
    this.name = name;
    this.folder = folder;
    this.progress = new ProgressLines(printer, manifest);
    this.trace = new TraceFile(folder, goal, runStart);
    this.report = new ReportFile(folder, goal, manifest);
  }

  @Override
  public void on(Event event) {
    trace.on(event);
    report.on(event);
    progress.on(event);
  }

  /** Tells the outputs of several manifests apart; empty when there is one manifest. */
  public String name() {
    return name;
  }

  /** Where this manifest's files go. */
  public Path folder() {
    return folder;
  }

  /** The report that is written next to the trace. */
  public ReportFile report() {
    return report;
  }

  /** How long it has taken so far. */
  public Duration took() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Prints what came of a deploy; what was a warning before is not said again. */
  public void show(DeployResult result, Duration took) {
    show(ResultLines.of(result, progress.unsaid(result.notes()), took));
  }

  /**
   * Prints what came of a destroy; what was a warning before is not said again.
   *
   * @param what what was to be removed
   */
  public void show(DestroyResult result, String what) {
    show(ResultLines.of(result, progress.unsaid(ResultLines.kept(result)), what, took()));
  }

  /** Prints lines. */
  public void show(List<String> lines) {
    lines.forEach(printer::line);
  }

  /** Closes the trace; that it could not be written is said and ends nothing. */
  @Override
  public void close() {
    printer.close();
    try {
      trace.close();
    } catch (IOException e) {
      printer.warning("trace.jsonl in " + folder + " is not complete: " + e);
    }
  }
}
