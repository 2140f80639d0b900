package io.github.perconapg;

import io.github.perconapg.event.Event;

/**
 * Receives the events of requests that run at once: in order for each request, from several threads
 * for different ones. Return quickly: the request waits for the listener.
 */
@FunctionalInterface
public interface DeployListener {

  /** Called for each event of a request. */
  void on(DeployRequest request, Event event);

  /**
   * Called once for each request, after its last event, and also for requests that were not
   * started.
   */
  default void ended(DeployOutcome outcome) {}

  /** Returns a listener that ignores everything. */
  static DeployListener none() {
    return (request, event) -> {};
  }
}
