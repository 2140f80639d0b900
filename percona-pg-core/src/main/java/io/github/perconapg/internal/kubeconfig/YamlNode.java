package io.github.perconapg.internal.kubeconfig;

import io.github.perconapg.internal.yaml.Characters;
import io.github.perconapg.internal.yaml.DocumentReader;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.TextSource;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.internal.yaml.YamlValue;
import io.github.perconapg.internal.yaml.YamlValue.Mapping;
import io.github.perconapg.internal.yaml.YamlValue.Scalar;
import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import io.github.perconapg.internal.yaml.YamlValue.Sequence;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML file that knows where it stands. Every scalar is text, so that a token or a
 * password of digits stays what it is. No message quotes the file, since it may hold secrets.
 */
final class YamlNode {

  /** A kubeconfig of a thousand clusters has 4 MiB. */
  private static final Limits LIMITS = Limits.of(16 << 20, 64, 1_000_000);

  private final YamlValue value;
  private final TextSource source;

  private YamlNode(YamlValue value, TextSource source) {
    this.value = value;
    this.source = source;
  }

  /** The text of a file. */
  static String text(Path file, ProblemCode code) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Characters.decode(in.readNBytes(LIMITS.characters() + 1));
    } catch (UnreadableTextException e) {
      throw source(file.toString(), code).refused(e);
    }
  }

  /**
   * Reads a text of one document.
   *
   * @param file name of the file, for messages
   * @param code what a mistake in it counts as
   * @return null when there is no document
   */
  static @Nullable YamlNode parse(String text, String file, ProblemCode code) {
    var source = source(file, code);
    try {
      var document = DocumentReader.read(text, LIMITS);
      return document == null ? null : new YamlNode(document, source);
    } catch (UnreadableTextException e) {
      throw source.refused(e);
    }
  }

  private static TextSource source(String file, ProblemCode code) {
    return new TextSource(file, code, "Correct the file at this place.", true);
  }

  /** A mapping without fields that stands where this value stands. */
  YamlNode empty() {
    return new YamlNode(new Mapping(value.line(), value.column(), List.of(), 1, 1), source);
  }

  /** The fields of a mapping, in order; none when the value is null. */
  Map<String, YamlNode> fields() {
    if (isNull()) {
      return Map.of();
    }
    if (!(value instanceof Mapping mapping)) {
      throw error("a mapping is expected here");
    }
    var fields = new LinkedHashMap<String, YamlNode>();
    for (var entry : mapping.entries()) {
      var key = wrap(entry.key());
      if (fields.put(key.text(), wrap(entry.value())) != null) {
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
    if (!(value instanceof Sequence sequence)) {
      throw error("a list is expected here");
    }
    var items = new ArrayList<YamlNode>();
    sequence.items().forEach(item -> items.add(wrap(item)));
    return items;
  }

  /** The text of a scalar as it is written. */
  String text() {
    if (!(value instanceof Scalar scalar)) {
      throw error("a text is expected here");
    }
    return scalar.text();
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
    if (value instanceof Mapping) {
      var map = new LinkedHashMap<String, @Nullable Object>();
      fields().forEach((key, field) -> map.put(key, field.plain()));
      return map;
    }
    if (value instanceof Sequence) {
      return items().stream().map(YamlNode::plain).toList();
    }
    return text();
  }

  boolean isNull() {
    return value instanceof Scalar scalar && scalar.type() == ScalarType.NULL;
  }

  /** A mistake at this place, in a few words without a full stop. */
  PerconaPgException error(String what) {
    return source.refused(value, what);
  }

  /** A mistake at this place that a person makes by habit, and the way out. */
  PerconaPgException error(String what, String remedy) {
    return source.refused(value, what, remedy);
  }

  /** {@code file:line:column}, counted from 1. */
  String position() {
    return source.at(value);
  }

  private YamlNode wrap(YamlValue child) {
    return new YamlNode(child, source);
  }
}
