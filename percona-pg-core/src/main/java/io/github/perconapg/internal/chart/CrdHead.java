package io.github.perconapg.internal.chart;

import io.github.perconapg.internal.yaml.BoundedEvents;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * What a CRD document says that it is, read from its parser events. A document in block style is
 * read only until all is known (its schemas, 99 % of the text, come last), unless its remaining
 * text has another line at the left margin, which could be a key that changes what was read. The
 * API server parses the whole document anyway.
 */
final class CrdHead {

  static final String API_VERSION = "/apiVersion";
  static final String KIND = "/kind";
  static final String NAME = "/metadata/name";
  static final String GROUP = "/spec/group";
  static final String PLURAL = "/spec/names/plural";

  private static final String CORRECT = "Correct the file.";
  private static final Set<String> WANTED = Set.of(API_VERSION, KIND, NAME, GROUP, PLURAL);
  private static final List<String> ENTERED = List.of("/metadata", "/spec", "/spec/names");

  private final String text;
  private final BoundedEvents events;
  private final Map<String, String> found = new HashMap<>();
  private boolean mayStop;
  private boolean stopped;

  private CrdHead(String text) throws UnreadableTextException {
    this.text = text;
    this.events = new BoundedEvents(text, Limits.OBJECTS);
  }

  /**
   * Returns what a document says, by the paths above; a path is missing when the document lacks it,
   * or has something else than a scalar there.
   *
   * @throws UnreadableTextException when what was read is not well-formed, or has a key twice
   */
  static Map<String, String> read(String text) throws UnreadableTextException {
    var head = new CrdHead(text);
    head.readDocument();
    return head.found;
  }

  private void readDocument() throws UnreadableTextException {
    var content = events.firstContent();
    if (content.isPresent() && content.get() instanceof MappingStartEvent root) {
      mayStop = !root.isFlow();
      mapping("");
    }
    while (!stopped && events.hasNext()) {
      events.next();
    }
  }

  private void mapping(String path) throws UnreadableTextException {
    var keys = new HashSet<String>();
    for (var event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw UnreadableTextException.at(event, "a key is not text", CORRECT);
      }
      if (!keys.add(key.getValue())) {
        throw UnreadableTextException.at(
            event, "the key " + key.getValue() + " stands twice", CORRECT);
      }
      value(path + "/" + key.getValue(), events.next());
      if (stopped) {
        return;
      }
    }
  }

  private void value(String path, Event event) throws UnreadableTextException {
    if (event instanceof ScalarEvent scalar && WANTED.contains(path)) {
      found.put(path, scalar.getValue());
      stopped = mayStop && found.size() == WANTED.size() && restIsIndented(event);
    } else if (event instanceof MappingStartEvent && ENTERED.contains(path)) {
      mapping(path);
    } else {
      events.skip(event);
    }
  }

  /**
   * Tells whether no line after the event begins at the left margin; asked once, then never again.
   */
  private boolean restIsIndented(Event event) {
    mayStop = false;
    var from = event.getEndMark().map(mark -> mark.getIndex()).orElse(0);
    for (var line = text.indexOf('\n', from); line >= 0; line = text.indexOf('\n', line + 1)) {
      if (line + 1 < text.length() && " #\r\n".indexOf(text.charAt(line + 1)) < 0) {
        return false;
      }
    }
    return true;
  }
}
