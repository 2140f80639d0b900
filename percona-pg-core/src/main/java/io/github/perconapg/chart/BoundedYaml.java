package io.github.perconapg.chart;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Reads one YAML 1.2 document that came from outside into maps, lists and scalars, within bounds: 1
 * MiB of text, 64 levels, 50 aliases of collections, 100,000 values once aliases are followed.
 * Duplicate keys, keys that are not text, and tags of other types are refused.
 */
final class BoundedYaml {

  static final int LONGEST = 1 << 20;
  private static final int DEEPEST = 64;
  private static final int MOST_ALIASES = 50;
  private static final int MOST_VALUES = 100_000;

  private final String name;
  private final ProblemCode code;
  private final String remedy;
  private int values;

  private BoundedYaml(String name, ProblemCode code, String remedy) {
    this.name = name;
    this.code = code;
    this.remedy = remedy;
  }

  /**
   * Reads a document that is a mapping, or empty.
   *
   * @param name what the text is called in messages, in front of line and column
   * @param code the problem's code when the text cannot be used
   * @param remedy what to do then
   * @return the mapping, with null where the document says null
   */
  static Map<String, Object> mapping(
      String name, String text, Schema schema, ProblemCode code, String remedy) {
    var reader = new BoundedYaml(name, code, remedy);
    try {
      return reader.read(text, schema);
    } catch (YamlEngineException e) {
      throw reader.problem(position(e), reason(e), e);
    }
  }

  /** The settings for text of at most the given length, which refuse duplicates and remote tags. */
  static LoadSettings settings(int longest, Schema schema) {
    return LoadSettings.builder()
        .setSchema(schema)
        .setCodePointLimit(longest)
        .setMaxAliasesForCollections(MOST_ALIASES)
        .setAllowDuplicateKeys(false)
        .build();
  }

  /** Where an error is, as {@code :line:column} counted from one, or an empty text. */
  static String position(YamlEngineException e) {
    return e instanceof MarkedYamlEngineException marked
        ? marked.getProblemMark().map(BoundedYaml::position).orElse("")
        : "";
  }

  /** Why the text is refused, on one line. */
  static String reason(YamlEngineException e) {
    var problem = e instanceof MarkedYamlEngineException marked ? marked.getProblem() : null;
    var text = problem == null ? String.valueOf(e.getMessage()) : problem;
    return text.lines().findFirst().orElse("not well-formed");
  }

  private Map<String, Object> read(String text, Schema schema) {
    if (text.length() > LONGEST) {
      throw problem("", "longer than " + LONGEST + " characters", null);
    }
    var settings = settings(LONGEST, schema);
    checkDepth(text, settings);
    var root = new Load(settings).loadFromString(text);
    if (root == null || root.equals("")) {
      return Map.of();
    }
    if (!(root instanceof Map<?, ?> map)) {
      throw problem(":1:1", "expected a mapping, found " + kind(root), null);
    }
    return copy(map, "", 1);
  }

  /** The loader recurses, so the depth is counted on events first, which do not. */
  private void checkDepth(String text, LoadSettings settings) {
    var depth = 0;
    var documents = 0;
    var events = new ParserImpl(settings, new StreamReader(settings, text));
    while (events.hasNext()) {
      var event = events.next();
      if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
        throw problem(position(event.getStartMark()), "deeper than " + DEEPEST + " levels", null);
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      } else if (event instanceof DocumentStartEvent && ++documents > 1) {
        throw problem(position(event.getStartMark()), "a second document begins here", null);
      }
    }
  }

  private Map<String, Object> copy(Map<?, ?> map, String path, int depth) {
    var copy = new LinkedHashMap<String, Object>();
    for (var entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw problem("", "the key " + entry.getKey() + at(path) + " is not text; quote it", null);
      }
      put(copy, key, value(entry.getValue(), path.isEmpty() ? key : path + "." + key, depth));
    }
    return copy;
  }

  @SuppressWarnings("NullAway") // A null value is what the document says; Helm reads it as "unset".
  private static void put(Map<String, Object> map, String key, @Nullable Object value) {
    map.put(key, value);
  }

  /** An alias can stand within what it repeats, so the depth is bounded here once more. */
  private @Nullable Object value(@Nullable Object value, String path, int depth) {
    if (++values > MOST_VALUES) {
      throw problem("", "more than " + MOST_VALUES + " values once aliases are followed", null);
    }
    if (depth > DEEPEST) {
      throw problem("", "deeper than " + DEEPEST + " levels once aliases are followed", null);
    }
    if (value instanceof Map<?, ?> map) {
      return copy(map, path, depth + 1);
    }
    if (value instanceof List<?> list) {
      var copy = new ArrayList<@Nullable Object>(list.size());
      for (var i = 0; i < list.size(); i++) {
        copy.add(value(list.get(i), path + "[" + i + "]", depth + 1));
      }
      return copy;
    }
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean) {
      return value;
    }
    throw problem("", "the value" + at(path) + " has a type that chart values cannot have", null);
  }

  private PerconaPgException problem(
      String position, String reason, @Nullable YamlEngineException cause) {
    return new PerconaPgException(
        List.of(Problem.of(code, name + position + ": " + reason, remedy)), cause);
  }

  private static String at(String path) {
    return path.isEmpty() ? "" : " at " + path;
  }

  private static String position(Optional<Mark> mark) {
    return mark.map(BoundedYaml::position).orElse("");
  }

  private static String position(Mark mark) {
    return ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  /** The kind of a value in words, for messages. */
  static String kind(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Map) {
      return "a mapping";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof Boolean) {
      return "true or false";
    }
    return value instanceof Number ? "a number" : "text";
  }
}
