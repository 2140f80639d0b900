package io.github.perconapg.internal.yaml;

import io.github.perconapg.internal.yaml.YamlValue.Entry;
import io.github.perconapg.internal.yaml.YamlValue.Mapping;
import io.github.perconapg.internal.yaml.YamlValue.Scalar;
import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import io.github.perconapg.internal.yaml.YamlValue.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Text of YAML 1.2, and so of JSON, to values with their positions. */
public final class DocumentReader {

  private static final String TAG = "tag:yaml.org,2002:";
  private static final Map<String, ScalarType> SCALAR_TAGS =
      Map.of(
          TAG + "str", ScalarType.TEXT,
          TAG + "int", ScalarType.NUMBER,
          TAG + "float", ScalarType.NUMBER,
          TAG + "bool", ScalarType.BOOLEAN,
          TAG + "null", ScalarType.NULL);
  private static final Set<String> COLLECTION_TAGS = Set.of(TAG + "map", TAG + "seq");

  /** Receives documents. */
  public interface Receiver {

    /**
     * Receives a document as soon as it is read.
     *
     * @throws UnreadableTextException to end the reading
     */
    void accept(YamlValue document) throws UnreadableTextException;
  }

  private final BoundedEvents events;
  private final Limits limits;
  private final Map<Anchor, YamlValue> anchors = new HashMap<>();
  private int values;

  private DocumentReader(String text, Limits limits) throws UnreadableTextException {
    this.events = new BoundedEvents(text, limits);
    this.limits = limits;
  }

  /** Reads every document. */
  public static void readAll(String text, Limits limits, Receiver each)
      throws UnreadableTextException {
    var reader = new DocumentReader(text, limits);
    while (reader.events.hasNext()) {
      if (reader.events.next() instanceof DocumentStartEvent) {
        reader.anchors.clear();
        each.accept(reader.value(reader.events.next()));
      }
    }
  }

  /**
   * Reads a text of one document.
   *
   * @return null when there is none
   * @throws UnreadableTextException also when there is a second one
   */
  public static @Nullable YamlValue read(String text, Limits limits)
      throws UnreadableTextException {
    var reader = new DocumentReader(text, limits);
    var content = reader.events.firstContent();
    if (content.isEmpty()) {
      return null;
    }
    var value = reader.value(content.get());
    while (reader.events.hasNext()) {
      var event = reader.events.next();
      if (event instanceof DocumentStartEvent) {
        throw UnreadableTextException.syntax(
            line(event),
            column(event),
            "a second document begins here",
            "Keep one of the documents in the file.");
      }
    }
    return value;
  }

  private YamlValue value(Event event) throws UnreadableTextException {
    if (++values > limits.values()) {
      throw tooMany(event, "there are more than " + limits.values() + " values");
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    YamlValue value;
    if (event instanceof ScalarEvent scalar) {
      value = scalar(scalar);
    } else {
      var start = (CollectionStartEvent) event;
      var tag = start.getTag().orElse("!");
      if (!tag.equals("!") && !COLLECTION_TAGS.contains(tag)) {
        throw foreignTag(event);
      }
      value = start.getEventId() == Event.ID.MappingStart ? mapping(event) : sequence(event);
    }
    if (value.height() > limits.depth()) {
      throw tooMany(
          event,
          "values are nested more than "
              + limits.depth()
              + " levels deep once aliases are followed");
    }
    if (event instanceof NodeEvent anchored && anchored.getAnchor().isPresent()) {
      anchors.put(anchored.getAnchor().get(), value);
    }
    return value;
  }

  private YamlValue alias(AliasEvent event) throws UnreadableTextException {
    var value = anchors.get(event.getAlias());
    if (value == null) {
      throw UnreadableTextException.syntax(
          line(event),
          column(event),
          // Not named: a secret may start with an asterisk.
          "this alias names no anchor that is complete before it",
          "Write the value out, or set the anchor further up.");
    }
    values += value.size();
    if (values > limits.values()) {
      throw tooMany(event, "aliases expand to more than " + limits.values() + " values");
    }
    return value;
  }

  private static Scalar scalar(ScalarEvent event) throws UnreadableTextException {
    var tag = event.getTag().orElse("");
    if (tag.isEmpty() || tag.equals("!")) {
      var type =
          event.isPlain() && tag.isEmpty() ? CoreSchema.typeOf(event.getValue()) : ScalarType.TEXT;
      return new Scalar(line(event), column(event), event.getValue(), type);
    }
    var type = SCALAR_TAGS.get(tag);
    if (type == null) {
      throw foreignTag(event);
    }
    return new Scalar(line(event), column(event), event.getValue(), type);
  }

  private Sequence sequence(Event start) throws UnreadableTextException {
    var items = new ArrayList<YamlValue>();
    int size = 1;
    int height = 0;
    for (var event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      var item = value(event);
      items.add(item);
      size += item.size();
      height = Math.max(height, item.height());
    }
    return new Sequence(line(start), column(start), items, size, height + 1);
  }

  private Mapping mapping(Event start) throws UnreadableTextException {
    var entries = new ArrayList<Entry>();
    int size = 1;
    int height = 0;
    for (var event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      var key = value(event);
      if (!(key instanceof Scalar name)) {
        throw UnreadableTextException.syntax(
            line(event),
            column(event),
            "a key must be a name, but this is " + key.described(),
            "Write a name before the colon; quote text that starts with { or [.");
      }
      var value = value(events.next());
      // Where the alias stands, not what it stands for.
      entries.add(
          new Entry(new Scalar(line(event), column(event), name.text(), name.type()), value));
      size += 1 + value.size();
      height = Math.max(height, value.height());
    }
    return new Mapping(line(start), column(start), entries, size, height + 1);
  }

  /**
   * A tag that is not one of YAML's own, such as the name of a Java class. It is not named: a
   * password may start with an exclamation mark.
   */
  private static UnreadableTextException foreignTag(Event event) {
    return UnreadableTextException.syntax(
        line(event),
        column(event),
        "this tag is not one of YAML's own",
        "Remove the tag; text, numbers, booleans, lists and mappings are all that is read.");
  }

  private static UnreadableTextException tooMany(Event event, String message) {
    return UnreadableTextException.limit(line(event), column(event), message);
  }

  private static int line(Event event) {
    return mark(event).map(Mark::getLine).orElse(0) + 1;
  }

  private static int column(Event event) {
    return mark(event).map(Mark::getColumn).orElse(0) + 1;
  }

  private static Optional<Mark> mark(Event event) {
    return event.getStartMark();
  }
}
