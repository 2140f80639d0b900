package io.github.perconapg.event;

/**
 * Receives events, from several threads but never from two at once for one verb. It should return
 * soon: the verb waits for it.
 */
@FunctionalInterface
public interface EventListener {

  /** Called for each event, in order. */
  void on(Event event);

  /** A listener that ignores everything. */
  static EventListener none() {
    return event -> {};
  }
}
