package io.github.perconapg.maven.render;

import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;

/**
 * A line for the target, a line a step when it ended, and one now and then for what a step waits
 * for. Nothing is redrawn, so that a log in CI reads like the terminal.
 */
public final class ProgressLines implements EventListener {

  private final Printer printer;
  private final String manifest;

  /**
   * @param manifest where the manifest was read from; shown beside the target
   */
  public ProgressLines(Printer printer, String manifest) {
    this.printer = printer;
    this.manifest = manifest;
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.TargetResolved target) {
      printer.line(
          "Cluster %s (%s) as %s, for %s"
              .formatted(target.name(), target.server(), target.identity(), manifest));
    } else if (event instanceof Event.Waiting waiting) {
      printer.line(step(waiting.step(), "waiting for " + waiting.waitingFor() + times(waiting)));
    } else if (event instanceof Event.StepFinished finished) {
      var step = finished.step();
      printer.line(
          step(step.name(), step.outcome() + " (" + Durations.text(step.duration()) + ")"));
    } else if (event instanceof Event.Warned warned) {
      printer.warning(warned.message());
    }
  }

  private static String times(Event.Waiting waiting) {
    var atMost = "at most " + Durations.text(waiting.left());
    return waiting.since().toSeconds() == 0
        ? " (" + atMost + ")"
        : " (for " + Durations.text(waiting.since()) + "; " + atMost + " more)";
  }

  private static String step(String name, String what) {
    return "  %-12s %s".formatted(name, what);
  }
}
