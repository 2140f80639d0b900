package io.github.perconapg.internal.diagnosis;

import io.fabric8.kubernetes.api.model.Event;

/** When an event happened last; events come in two forms, of which each has a time of its own. */
public final class EventTimes {

  private EventTimes() {}

  /** RFC 3339 text that sorts by time; empty when it has none. */
  public static String of(Event event) {
    if (event.getLastTimestamp() != null) {
      return event.getLastTimestamp();
    }
    if (event.getEventTime() != null && event.getEventTime().getTime() != null) {
      return event.getEventTime().getTime();
    }
    return event.getFirstTimestamp() == null ? "" : event.getFirstTimestamp();
  }
}
