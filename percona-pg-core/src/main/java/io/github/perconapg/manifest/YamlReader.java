package io.github.perconapg.manifest;

import io.github.perconapg.manifest.Node.Mapping;
import io.github.perconapg.manifest.Node.Scalar;
import io.github.perconapg.manifest.Node.ScalarType;
import io.github.perconapg.manifest.Node.Sequence;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Text of YAML 1.2, and so of JSON, to nodes. It reads the parser's events, one at a time, so that
 * depth, size and aliases are bounded before anything is built of them.
 */
final class YamlReader {

  static final int MAX_DEPTH = 50;
  static final int MAX_NODES = 10_000;

  private static final String TAG = "tag:yaml.org,2002:";
  private static final Map<String, ScalarType> SCALAR_TAGS =
      Map.of(
          TAG + "str", ScalarType.TEXT,
          TAG + "int", ScalarType.NUMBER,
          TAG + "float", ScalarType.NUMBER,
          TAG + "bool", ScalarType.BOOLEAN,
          TAG + "null", ScalarType.NULL);
  private static final Set<String> COLLECTION_TAGS = Set.of(TAG + "map", TAG + "seq");

  private final SourceText source;
  private final Findings findings;
  private final Iterator<Event> events;
  private final Map<Anchor, Node> anchors = new HashMap<>();
  private int nodes;

  private YamlReader(SourceText source, Findings findings) {
    this.source = source;
    this.findings = findings;
    // One read of the whole text: the parser copies its buffer at every refill, which makes long
    // values quadratic.
    int length = source.text().length() + 1;
    var settings = LoadSettings.builder().setCodePointLimit(length).setBufferSize(length).build();
    this.events = new ParserImpl(settings, new StreamReader(settings, source.text()));
  }

  /** The documents that could be read before the first syntax error, which is a finding. */
  static List<Node> read(SourceText source, Findings findings) {
    var documents = new ArrayList<Node>();
    try {
      var reader = new YamlReader(source, findings);
      while (reader.events.hasNext()) {
        if (reader.events.next() instanceof DocumentStartEvent) {
          reader.anchors.clear();
          documents.add(reader.node(reader.events.next(), 0));
        }
      }
    } catch (UnreadableException e) {
      e.report(findings);
    } catch (MarkedYamlEngineException e) {
      SyntaxErrors.report(source, e, findings);
    } catch (YamlEngineException e) {
      // Not passed on as a cause: the parser's messages quote the text, which may hold a secret.
      findings
          .at(new Position(source, 1, 1), ProblemCode.MANIFEST_SYNTAX, "the text is not YAML")
          .report("Correct the text; any YAML checker can help.");
    }
    return documents;
  }

  private Node node(Event event, int depth) throws UnreadableException {
    var at = position(event.getStartMark());
    if (++nodes > MAX_NODES) {
      throw UnreadableException.limit(at, "there are more than " + MAX_NODES + " values");
    }
    if (depth > MAX_DEPTH) {
      throw UnreadableException.limit(at, "values are nested more than " + MAX_DEPTH + " deep");
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias, at);
    }
    Node node;
    if (event instanceof ScalarEvent scalar) {
      node = scalar(scalar, at);
    } else {
      var start = (CollectionStartEvent) event;
      var tag = start.getTag().orElse("!");
      if (!tag.equals("!") && !COLLECTION_TAGS.contains(tag)) {
        throw UnreadableException.foreignTag(at);
      }
      node = start.getEventId() == Event.ID.MappingStart ? mapping(at, depth) : sequence(at, depth);
    }
    if (event instanceof NodeEvent anchored && anchored.getAnchor().isPresent()) {
      anchors.put(anchored.getAnchor().get(), node);
    }
    return node;
  }

  private Node alias(AliasEvent event, Position at) throws UnreadableException {
    var node = anchors.get(event.getAlias());
    if (node == null) {
      throw new UnreadableException(
          at,
          ProblemCode.MANIFEST_SYNTAX,
          // Not named here but in the snippet, which masks secrets: one may start with an asterisk.
          "this alias names no anchor that is complete before it",
          "Write the value out, or set the anchor further up.");
    }
    nodes += node.size();
    if (nodes > MAX_NODES) {
      throw UnreadableException.limit(at, "aliases expand to more than " + MAX_NODES + " values");
    }
    return node;
  }

  private Scalar scalar(ScalarEvent event, Position at) throws UnreadableException {
    var tag = event.getTag().orElse("");
    if (tag.isEmpty() || tag.equals("!")) {
      var type =
          event.isPlain() && tag.isEmpty() ? CoreSchema.typeOf(event.getValue()) : ScalarType.TEXT;
      return new Scalar(at, event.getValue(), type);
    }
    var type = SCALAR_TAGS.get(tag);
    if (type == null) {
      throw UnreadableException.foreignTag(at);
    }
    return new Scalar(at, event.getValue(), type);
  }

  private Sequence sequence(Position at, int depth) throws UnreadableException {
    var items = new ArrayList<Node>();
    int size = 1;
    for (var event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      var item = node(event, depth + 1);
      items.add(item);
      size += item.size();
    }
    return new Sequence(at, items, size);
  }

  private Mapping mapping(Position at, int depth) throws UnreadableException {
    var mapping = Mapping.empty(at);
    int size = 1;
    for (var event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      var key = node(event, depth + 1);
      var value = node(events.next(), depth + 1);
      size += key.size() + value.size();
      add(mapping, key, value);
    }
    return new Mapping(at, mapping.entries(), size);
  }

  private void add(Mapping mapping, Node key, Node value) throws UnreadableException {
    if (!(key instanceof Scalar name)) {
      throw new UnreadableException(
          key.at(),
          ProblemCode.MANIFEST_SYNTAX,
          "a key must be a name, but this is " + key.described(),
          "Write a name before the colon; quote text that starts with { or [.");
    }
    if (name.text().equals("<<") && name.type() == ScalarType.TEXT) {
      throw new UnreadableException(
          key.at(),
          ProblemCode.MANIFEST_SYNTAX,
          "merge keys (<<) do not exist in YAML 1.2",
          "Write the fields out, or set the whole mapping with an alias.");
    }
    var first = mapping.entries().get(name.text());
    if (first != null) {
      findings
          .at(
              key.at(),
              ProblemCode.MANIFEST_DUPLICATE_KEY,
              "the key " + Shown.quoted(name.text()) + " stands twice in one mapping")
          .fact("first at " + first.key().where())
          .report("Keep one of the two.");
      return;
    }
    mapping.put(name.text(), key.at(), value);
  }

  private Position position(Optional<Mark> mark) {
    return SyntaxErrors.position(source, mark);
  }
}
