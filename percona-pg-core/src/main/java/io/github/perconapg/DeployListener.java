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

  /** A listener that ignores everything. */
  static DeployListener none() {
    return (request, event) -> {};
  }
}
