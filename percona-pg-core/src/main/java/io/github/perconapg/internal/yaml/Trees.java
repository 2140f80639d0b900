package io.github.perconapg.internal.yaml;

import io.github.perconapg.internal.yaml.YamlValue.Mapping;
import io.github.perconapg.internal.yaml.YamlValue.Scalar;
import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import io.github.perconapg.internal.yaml.YamlValue.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents to plain trees: maps, lists, text, numbers and booleans. */
public final class Trees {

  /** What a scalar becomes, and what is allowed of keys. */
  public enum Style {
    /** Scalars by YAML's core schema; a key is text and stands there once. */
    VALUES,
    /** Every scalar is text, so that a version 2.10 stays 2.10; a key stands there once. */
    TEXT,
    /**
     * Scalars by YAML's core schema; any scalar is a key, and the last of several counts, as for
     * Helm, which writes and stores what charts render.
     */
    OBJECTS
  }

  /** As for {@link CoreSchema}: the time that a longer one takes grows with its square. */
  private static final int LONGEST_NUMBER = 64;

  private final TextSource source;
  private final Style style;

  private Trees(TextSource source, Style style) {
    this.source = source;
    this.style = style;
  }

  /**
   * Reads a document that is a mapping, or empty.
   *
   * @return the mapping, with null where the document says null
   * @throws io.github.perconapg.problem.PerconaPgException the source's problem, with line and
   *     column
   */
  public static Map<String, Object> mapping(
      String text, Limits limits, TextSource source, Style style) {
    try {
      var document = DocumentReader.read(text, limits);
      if (document == null || isEmpty(document)) {
        return Map.of();
      }
      if (!(document instanceof Mapping mapping)) {
        throw source.refused(document, "expected a mapping, found " + document.described());
      }
      return new Trees(source, style).map(mapping);
    } catch (UnreadableTextException e) {
      throw source.refused(e);
    }
  }

  /**
   * Reads all documents that are mappings; others are passed over.
   *
   * @throws io.github.perconapg.problem.PerconaPgException the source's problem, with line and
   *     column
   */
  public static List<Map<String, Object>> mappings(
      String text, Limits limits, TextSource source, Style style) {
    var trees = new Trees(source, style);
    var found = new ArrayList<Map<String, Object>>();
    try {
      DocumentReader.readAll(
          text,
          limits,
          document -> {
            if (document instanceof Mapping mapping) {
              found.add(trees.map(mapping));
            }
          });
    } catch (UnreadableTextException e) {
      throw source.refused(e);
    }
    return found;
  }

  private static boolean isEmpty(YamlValue document) {
    return document instanceof Scalar scalar
        && (scalar.type() == ScalarType.NULL || scalar.text().isEmpty());
  }

  private Map<String, Object> map(Mapping mapping) {
    var map = new LinkedHashMap<String, Object>();
    var first = new HashMap<String, Scalar>();
    for (var entry : mapping.entries()) {
      check(entry.key(), first);
      put(map, entry.key().text(), value(entry.value()));
    }
    return map;
  }

  private void check(Scalar key, Map<String, Scalar> first) {
    if (style == Style.OBJECTS) {
      return;
    }
    if (style == Style.VALUES && key.type() != ScalarType.TEXT) {
      throw source.refused(key, "the key " + key.text() + " is not text; quote it");
    }
    var other = first.putIfAbsent(key.text(), key);
    if (other != null) {
      throw source.refused(
          key, "duplicate key " + key.text() + ", which is in line " + other.line() + " already");
    }
  }

  @SuppressWarnings("NullAway") // A null value is what the document says; Helm reads it as "unset".
  private static void put(Map<String, Object> map, String key, @Nullable Object value) {
    map.put(key, value);
  }

  private @Nullable Object value(YamlValue value) {
    if (value instanceof Mapping mapping) {
      return map(mapping);
    }
    if (value instanceof Sequence sequence) {
      var list = new ArrayList<@Nullable Object>(sequence.items().size());
      sequence.items().forEach(item -> list.add(value(item)));
      return list;
    }
    var scalar = (Scalar) value;
    if (style == Style.TEXT) {
      return scalar.text();
    }
    return switch (scalar.type()) {
      case TEXT -> scalar.text();
      case BOOLEAN -> bool(scalar);
      case NULL -> null;
      case NUMBER -> number(scalar);
    };
  }

  /** Only where a tag says so can the text be something else. */
  private Boolean bool(Scalar scalar) {
    if (!scalar.text().equalsIgnoreCase("true") && !scalar.text().equalsIgnoreCase("false")) {
      throw source.refused(scalar, "this is tagged as a boolean and is none");
    }
    return Boolean.valueOf(scalar.text());
  }

  private Number number(Scalar scalar) {
    try {
      if (scalar.text().length() <= LONGEST_NUMBER) {
        return number(scalar.text());
      }
    } catch (NumberFormatException e) {
      // Said below: only where a tag says so can the text be something else.
    }
    throw source.refused(scalar, "this is tagged as a number and is none");
  }

  /** As YAML 1.2's core schema reads numbers (section 10.3.2 of the specification). */
  private static Number number(String text) {
    var unsigned = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    if (unsigned.equalsIgnoreCase(".inf")) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (unsigned.equalsIgnoreCase(".nan")) {
      return Double.NaN;
    }
    if (unsigned.startsWith("0x")) {
      return whole(new BigInteger(unsigned.substring(2), 16));
    }
    if (unsigned.startsWith("0o")) {
      return whole(new BigInteger(unsigned.substring(2), 8));
    }
    return unsigned.chars().allMatch(c -> c >= '0' && c <= '9')
        ? whole(new BigInteger(text))
        : Double.valueOf(text);
  }

  private static Number whole(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return number.intValue();
    }
    return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
  }
}
