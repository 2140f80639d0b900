package io.github.perconapg.chart;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

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

  private static final Set<String> WANTED = Set.of(API_VERSION, KIND, NAME, GROUP, PLURAL);
  private static final List<String> ENTERED = List.of("/metadata", "/spec", "/spec/names");
  private static final LoadSettings SETTINGS =
      BoundedYaml.settings(ChartFiles.LARGEST_FILE, new TextSchema());

  private final String text;
  private final Iterator<Event> events;
  private final Map<String, String> found = new HashMap<>();
  private boolean mayStop;
  private boolean stopped;

  private CrdHead(String text) {
    this.text = text;
    this.events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
  }

  /**
   * What a document says, by the paths above; a path is missing when the document lacks it, or has
   * something else than a scalar there.
   *
   * @throws YamlEngineException when what was read is not well-formed, or has a key twice
   */
  static Map<String, String> read(String text) {
    var head = new CrdHead(text);
    head.readDocument();
    return head.found;
  }

  private void readDocument() {
    events.next(); // the stream begins
    events.next(); // the document begins
    if (events.next() instanceof MappingStartEvent root) {
      mayStop = !root.isFlow();
      mapping("");
    }
    if (!stopped) {
      events.forEachRemaining(event -> {});
    }
  }

  private void mapping(String path) {
    var keys = new HashSet<String>();
    for (var event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      if (!(event instanceof ScalarEvent key)) {
        throw new YamlEngineException("a key is not text");
      }
      if (!keys.add(key.getValue())) {
        throw new YamlEngineException("the key " + key.getValue() + " stands twice");
      }
      value(path + "/" + key.getValue(), events.next());
      if (stopped) {
        return;
      }
    }
  }

  private void value(String path, Event event) {
    if (event instanceof ScalarEvent scalar && WANTED.contains(path)) {
      found.put(path, scalar.getValue());
      stopped = mayStop && found.size() == WANTED.size() && restIsIndented(event);
    } else if (event instanceof MappingStartEvent && ENTERED.contains(path)) {
      mapping(path);
    } else {
      skip(event);
    }
  }

  private void skip(Event first) {
    var depth = 0;
    for (var event = first; ; event = events.next()) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth == 0) {
        return;
      }
    }
  }

  /** Whether no line after the event begins at the left margin; asked once, then never again. */
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
