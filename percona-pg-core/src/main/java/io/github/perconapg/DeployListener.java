package io.github.perconapg;

import io.github.perconapg.event.Event;

/**
 * Receives the events of several requests that run at once: in order for each request, from several
 * threads for different ones. It should return soon: the request waits for it.
 */
@FunctionalInterface
public interface DeployListener {

  /** Called for each event of a request. */
  void on(DeployRequest request, Event event);

  /**
   * Called once for each request when it has ended, after its last event; for one that was not
   * started as well.
   */
  default void ended(DeployOutcome outcome) {}

  /** A listener that ignores everything. */
  static DeployListener none() {
    return (request, event) -> {};
  }
}
