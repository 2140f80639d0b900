package io.github.perconapg.internal.manifest;

import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a document, with the place where it stands. */
sealed interface Node {

  Position at();

  /** How many nodes it holds with itself, aliases counted as often as they stand there. */
  int size();

  /** Returns what kind of value it is, as a person would say it. */
  String described();

  /** A scalar with the text that stands there, quotes and escapes resolved. */
  record Scalar(Position at, String text, ScalarType type) implements Node {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public String described() {
      return switch (type) {
        case TEXT -> "text";
        case NUMBER -> "a number";
        case BOOLEAN -> "a boolean";
        case NULL -> "empty";
      };
    }
  }

  /** A list. */
  record Sequence(Position at, List<Node> items, int size) implements Node {
    @Override
    public String described() {
      return "a list";
    }
  }

  /** A mapping in the order of the text. In canonical form its keys are names of the schema. */
  record Mapping(Position at, Map<String, Entry> entries, int size) implements Node {

    static Mapping empty(Position at) {
      return new Mapping(at, new LinkedHashMap<>(), 1);
    }

    @Override
    public String described() {
      return "a mapping";
    }

    void put(String name, Position key, Node value) {
      entries.put(name, new Entry(key, value));
    }

    /** The value of a field, or null. */
    @Nullable Node get(String name) {
      var entry = entries.get(name);
      return entry == null ? null : entry.value();
    }

    /** The mapping of a field, or null. */
    @Nullable Mapping mapping(String name) {
      return get(name) instanceof Mapping mapping ? mapping : null;
    }

    /** The mapping of a field, put there where there is none. */
    Mapping mappingOrNew(String name, Position key) {
      if (get(name) instanceof Mapping mapping) {
        return mapping;
      }
      var mapping = empty(key);
      put(name, key, mapping);
      return mapping;
    }

    /** The text of a field, or null. */
    @Nullable String text(String name) {
      return get(name) instanceof Scalar scalar ? scalar.text() : null;
    }
  }

  /** A value of a mapping and the place of its key. */
  record Entry(Position key, Node value) {}
}
