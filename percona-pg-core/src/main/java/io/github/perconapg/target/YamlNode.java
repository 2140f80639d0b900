package io.github.perconapg.target;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * A value of a YAML file that knows where it stands. Every scalar is text, so that a token or a
 * password of digits stays what it is. No message quotes the file, since it may hold secrets.
 */
final class YamlNode {

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final Node node;
  private final String file;
  private final ProblemCode code;

  private YamlNode(Node node, String file, ProblemCode code) {
    this.node = node;
    this.file = file;
    this.code = code;
  }

  /**
   * Reads the first document.
   *
   * @param file name of the file, for messages
   * @param code what a mistake in it counts as
   * @return null when there is no document
   */
  static @Nullable YamlNode parse(String text, String file, ProblemCode code) {
    var settings =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new FailsafeSchema())
            .setAllowDuplicateKeys(false)
            .build();
    try {
      return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
          .getSingleNode()
          .map(node -> new YamlNode(node, file, code))
          .orElse(null);
    } catch (MarkedYamlEngineException e) {
      var at = e.getProblemMark().map(mark -> position(file, mark)).orElse(file);
      throw invalid(code, at, "the text is not well-formed YAML");
    } catch (YamlEngineException | StackOverflowError e) {
      // Deep nesting overflows the composer's stack; such a file is refused like any other that
      // cannot be read. The library's message is left out: it quotes the file.
      throw invalid(code, file, "the text is not readable as YAML");
    }
  }

  /** The fields of a mapping, in order; none when the value is null. */
  Map<String, YamlNode> fields() {
    if (isNull()) {
      return Map.of();
    }
    if (!(node instanceof MappingNode mapping)) {
      throw error("a mapping is expected here");
    }
    var fields = new LinkedHashMap<String, YamlNode>();
    for (var tuple : mapping.getValue()) {
      var key = wrap(tuple.getKeyNode());
      if (fields.put(key.text(), wrap(tuple.getValueNode())) != null) {
        throw key.error("the key \"" + key.text() + "\" stands here twice");
      }
    }
    return fields;
  }

  /** The items of a sequence, in order; none when the value is null. */
  List<YamlNode> items() {
    if (isNull()) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      throw error("a list is expected here");
    }
    var items = new ArrayList<YamlNode>();
    sequence.getValue().forEach(item -> items.add(wrap(item)));
    return items;
  }

  /** The text of a scalar as it is written. */
  String text() {
    if (!(node instanceof ScalarNode scalar)) {
      throw error("a text is expected here");
    }
    return scalar.getValue();
  }

  /** The text of a scalar as a path, which may be relative. */
  Path path() {
    try {
      return Path.of(text());
    } catch (InvalidPathException e) {
      throw error("this is not a path on this platform: " + e.getReason());
    }
  }

  /** The value as maps, lists and texts, for handing it on. */
  @Nullable Object plain() {
    if (isNull()) {
      return null;
    }
    if (node instanceof MappingNode) {
      var map = new LinkedHashMap<String, @Nullable Object>();
      fields().forEach((key, value) -> map.put(key, value.plain()));
      return map;
    }
    if (node instanceof SequenceNode) {
      return items().stream().map(YamlNode::plain).toList();
    }
    return text();
  }

  boolean isNull() {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && NULLS.contains(scalar.getValue());
  }

  /** A mistake at this place, in a few words without a full stop. */
  PerconaPgException error(String what) {
    return invalid(code, position(), what);
  }

  /** {@code file:line:column}, counted from 1. */
  String position() {
    return node.getStartMark().map(mark -> position(file, mark)).orElse(file);
  }

  private YamlNode wrap(Node child) {
    return new YamlNode(child, file, code);
  }

  private static String position(String file, Mark mark) {
    return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  private static PerconaPgException invalid(ProblemCode code, String at, String what) {
    return Problem.of(code, at + ": " + what + ".", "Correct the file at this place.")
        .asException();
  }
}
