package io.github.perconapg.maven.render;

import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;

/**
 * A line for the target, a line a step when it ended, and what a step does or waits for: on a
 * terminal as its status, elsewhere as a line now and then.
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
    } else if (event instanceof Event.StepStarted started) {
      var unused = printer.status(step(started.step(), started.what()));
    } else if (event instanceof Event.Waiting waiting) {
      var text = step(waiting.step(), "waiting for " + waiting.waitingFor());
      if (!printer.status(text)) {
        printer.line(text + times(waiting));
      }
    } else if (event instanceof Event.StepFinished finished) {
      var step = finished.step();
      printer.line(
          step(step.name(), step.outcome() + " (" + Durations.text(step.duration()) + ")"));
    } else if (event instanceof Event.RequestSent sent) {
      printer.detail(
          "%s %s %d (%d ms)"
              .formatted(sent.method(), sent.path(), sent.status(), sent.duration().toMillis()));
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
