package io.github.perconapg.it;

import io.github.perconapg.event.Event;
import io.github.perconapg.event.EventListener;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** What somebody does while a run is under way: the run goes on when it is done. */
final class OnEvent {

  private OnEvent() {}

  /** Does it once, when a step begins for the first time. */
  static EventListener whenBegins(String step, Runnable deed) {
    return once(event -> event instanceof Event.StepStarted s && s.step().equals(step), deed);
  }

  /** Does it once, at the first event of this kind. */
  static EventListener once(Predicate<Event> moment, Runnable deed) {
    var done = new AtomicBoolean();
    return event -> {
      if (moment.test(event) && !done.getAndSet(true)) {
        deed.run();
      }
    };
  }
}
