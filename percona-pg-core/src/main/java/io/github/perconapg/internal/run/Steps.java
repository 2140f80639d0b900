package io.github.perconapg.internal.run;

import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Runs the steps of a verb one after another, tells the listener, and keeps what was done. */
public final class Steps {

  private final EventListener listener;
  private final List<Step> done = new ArrayList<>();

  /** Reports to the given listener. */
  public Steps(EventListener listener) {
    this.listener = listener;
  }

  /**
   * Runs a step.
   *
   * @param name its name
   * @param what what it is about to do
   * @param work carries it out and returns in one line what was done
   */
  public void run(String name, String what, Supplier<String> work) {
    listener.on(new Event.StepStarted(name, what));
    var start = System.nanoTime();
    var outcome = work.get();
    var step = new Step(name, outcome, Duration.ofNanos(System.nanoTime() - start));
    done.add(step);
    listener.on(new Event.StepFinished(step));
  }

  /** Returns the finished steps, in order. */
  public List<Step> done() {
    return List.copyOf(done);
  }
}
