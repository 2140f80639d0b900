package io.github.perconapg.event;

/**
 * Receives a verb's events, from several threads but never from two at once. Return quickly: the
 * verb waits for the listener.
 */
@FunctionalInterface
public interface EventListener {

  /** Called for each event, in order. */
  void on(Event event);

  /** Returns a listener that ignores everything. */
  static EventListener none() {
    return event -> {};
  }
}
