package io.github.perconapg.maven.render;

import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.internal.problem.Truncation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A line for the target, a line a step when it ended, and what a step does or waits for: on a
 * terminal as its status, elsewhere as a line every few seconds.
 */
public final class ProgressLines implements EventListener {

  private static final String STEP = "  %-12s ";

  /** More than this would push what stays off a screen. */
  private static final int SHOWN = 5;

  private static final Duration SAID_EVERY = Duration.ofSeconds(5);

  private final Printer printer;
  private final String manifest;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();
  private Event.@Nullable Waiting said;

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
      var unused = printer.status(List.of(step(started.step(), started.what())));
    } else if (event instanceof Event.Waiting waiting) {
      waiting(waiting);
    } else if (event instanceof Event.StepFinished finished) {
      var step = finished.step();
      printer.line(
          step(step.name(), step.outcome() + " (" + Durations.text(step.duration()) + ")"));
    } else if (event instanceof Event.RequestSent sent) {
      printer.detail(
          "%s %s %d (%d ms)"
              .formatted(sent.method(), sent.path(), sent.status(), sent.duration().toMillis()));
    } else if (event instanceof Event.Warned warning && warned.add(warning.message())) {
      printer.warning(warning.message());
    }
  }

  /** Returns those of some notes that were not said before, as warnings. */
  List<String> unsaid(List<String> notes) {
    return notes.stream().filter(note -> !warned.contains(note)).toList();
  }

  private void waiting(Event.Waiting waiting) {
    var things = Truncation.lines(waiting.waitingFor(), SHOWN);
    var tree = new ArrayList<String>();
    tree.add(step(waiting.step(), "waiting for"));
    things.forEach(thing -> tree.add("    " + thing)); // each column is needed for the reason
    if (printer.status(tree) || isTooSoon(waiting)) {
      return;
    }
    said = waiting;
    printer.line(step(waiting.step(), "waiting for " + String.join("; ", things)) + times(waiting));
  }

  /** Returns what changes many times a second would fill a log with useless lines. */
  private boolean isTooSoon(Event.Waiting waiting) {
    return said != null
        && said.step().equals(waiting.step())
        && waiting.left().compareTo(said.left()) <= 0
        && said.left().minus(waiting.left()).compareTo(SAID_EVERY) < 0;
  }

  private static String times(Event.Waiting waiting) {
    var atMost = "at most " + Durations.text(waiting.left());
    return waiting.since().toSeconds() == 0
        ? " (" + atMost + ")"
        : " (for " + Durations.text(waiting.since()) + "; " + atMost + " more)";
  }

  private static String step(String name, String what) {
    return STEP.formatted(name) + what;
  }
}
