package io.github.perconapg.internal.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The parser's events of a text, one at a time, so that length, depth, number and time are bounded
 * before anything is built of them. Reading ends with the first event that is too much, which the
 * parser, whose time grows with the square of the depth, then never sees the inside of.
 */
public final class BoundedEvents {

  /**
   * The parser copies what it has not used at every refill, so small refills make long values
   * quadratic, and one for a whole index would take five times its size.
   */
  private static final int LARGEST_REFILL = 1 << 20;

  private final Limits limits;
  private final StreamReader reader;
  private final ParserImpl parser;
  private final long end;
  private int depth;
  private int values;

  /**
   * @throws UnreadableTextException when the text is too long, or holds a forbidden character
   */
  public BoundedEvents(String text, Limits limits) throws UnreadableTextException {
    if (text.length() > limits.characters()) {
      throw UnreadableTextException.limit(
          1, 1, "the text is longer than " + limits.characters() + " characters");
    }
    Characters.check(text);
    var settings =
        LoadSettings.builder()
            .setCodePointLimit(text.length() + 1)
            .setBufferSize(Math.min(text.length() + 1, LARGEST_REFILL))
            .build();
    this.limits = limits;
    this.reader = new StreamReader(settings, text);
    this.parser = new ParserImpl(settings, reader);
    this.end = System.nanoTime() + limits.time().toNanos();
  }

  /** Tells whether there is another event. */
  public boolean hasNext() throws UnreadableTextException {
    return guarded(parser::hasNext);
  }

  /** The next event. */
  public Event next() throws UnreadableTextException {
    var event = guarded(parser::next);
    if (event instanceof CollectionStartEvent) {
      depth++;
    } else if (event instanceof CollectionEndEvent) {
      depth--;
    }
    if (depth > limits.depth()) {
      throw limit(event, "values are nested more than " + limits.depth() + " levels deep");
    }
    if (++values > 2L * limits.values() + 10) { // a collection has two events
      throw limit(event, "there are more than " + limits.values() + " values");
    }
    if (System.nanoTime() - end > 0) {
      throw limit(event, "reading took longer than " + limits.time().toSeconds() + " seconds");
    }
    return event;
  }

  /**
   * Goes on to the first event of the first document's content.
   *
   * @return empty when there is no document
   */
  public Optional<Event> firstContent() throws UnreadableTextException {
    while (hasNext()) {
      if (next() instanceof DocumentStartEvent) {
        return Optional.of(next());
      }
    }
    return Optional.empty();
  }

  /** Passes over all that belongs to the event that was read last. */
  public void skip(Event first) throws UnreadableTextException {
    var open = 0;
    for (var event = first; ; event = next()) {
      open += event instanceof CollectionStartEvent ? 1 : 0;
      open -= event instanceof CollectionEndEvent ? 1 : 0;
      if (open == 0) {
        return;
      }
    }
  }

  private interface Step<T> {
    T run();
  }

  /** Whatever the parser throws is said of the text: it is a mistake in it, however it shows. */
  private <T> T guarded(Step<T> step) throws UnreadableTextException {
    try {
      return step.run();
    } catch (MarkedYamlEngineException e) {
      throw ParserWords.translate(e);
    } catch (RuntimeException | StackOverflowError e) {
      throw ParserWords.unmarked(reader);
    }
  }

  private static UnreadableTextException limit(Event event, String message) {
    return UnreadableTextException.limit(
        event.getStartMark().map(Mark::getLine).orElse(0) + 1,
        event.getStartMark().map(Mark::getColumn).orElse(0) + 1,
        message);
  }
}
