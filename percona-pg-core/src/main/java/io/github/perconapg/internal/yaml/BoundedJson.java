package io.github.perconapg.internal.yaml;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON: answers, and what Helm stores. What a person may write as JSON or YAML is read as
 * YAML.
 */
public final class BoundedJson implements AutoCloseable {

  private final JsonParser parser;
  private final Limits limits;
  private int values;

  /**
   * @param limits the characters count as bytes
   */
  public BoundedJson(InputStream json, Limits limits) throws UnreadableTextException {
    this.limits = limits;
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.depth())
            .maxStringLength(limits.characters())
            .build();
    var factory = JsonFactory.builder().streamReadConstraints(constraints).build();
    try {
      this.parser = factory.createParser(new Counted(json, limits.characters()));
    } catch (IOException | RuntimeException e) {
      throw notJson(1, 1);
    }
  }

  /**
   * Reads an object.
   *
   * @throws UnreadableTextException when it is no JSON object
   */
  public static Map<String, Object> object(byte[] json, Limits limits)
      throws UnreadableTextException {
    try (var reader = new BoundedJson(new ByteArrayInputStream(json), limits)) {
      return reader.object();
    }
  }

  /** The next token, or null at the end. */
  public @Nullable JsonToken next() throws UnreadableTextException {
    var token = guarded(parser::nextToken);
    if (token != null && ++values > 2L * limits.values()) { // a field has two tokens
      throw UnreadableTextException.limit(
          line(), column(), "there are more than " + limits.values() + " values");
    }
    return token;
  }

  /** The name of the field that the token belongs to. */
  public String name() throws UnreadableTextException {
    return String.valueOf(guarded(parser::currentName));
  }

  /** The text of the token; empty when it is null, an object or a list. */
  public String text() throws UnreadableTextException {
    return String.valueOf(guarded(() -> parser.getValueAsString("")));
  }

  /** The token as a whole number; 0 when it is none. */
  public int number() throws UnreadableTextException {
    var number = guarded(() -> parser.getValueAsInt(0));
    return number == null ? 0 : number;
  }

  /** Passes over the object or list that the token begins. */
  public void skip() throws UnreadableTextException {
    guarded(parser::skipChildren);
  }

  /** The object that begins here, with nothing behind it. */
  public Map<String, Object> object() throws UnreadableTextException {
    if (next() == JsonToken.START_OBJECT && tree() instanceof Map<?, ?> map && next() == null) {
      @SuppressWarnings("unchecked") // the keys of a JSON object are strings
      var object = (Map<String, Object>) map;
      return object;
    }
    throw UnreadableTextException.syntax(
        line(), column(), "the text is not one JSON object", "Correct the text.");
  }

  /** The value that the current token begins: maps, lists, text, numbers, booleans and null. */
  public @Nullable Object tree() throws UnreadableTextException {
    var token = guarded(parser::currentToken);
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (var field = next(); field != JsonToken.END_OBJECT; field = next()) {
        var name = name();
        next();
        map.put(name, tree());
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      for (var item = next(); item != JsonToken.END_ARRAY; item = next()) {
        list.add(tree());
      }
      return list;
    }
    if (token == null || token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    return token.isNumeric() ? guarded(parser::getNumberValue) : guarded(parser::getText);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      // All that was wanted has been read.
    }
  }

  private interface Step<T> {
    @Nullable T run() throws IOException;
  }

  /** The parser's messages quote the text, which may contain a secret, so they are omitted. */
  private <T> @Nullable T guarded(Step<T> step) throws UnreadableTextException {
    try {
      return step.run();
    } catch (Counted.TooLong e) {
      throw UnreadableTextException.limit(
          line(), column(), "the text is longer than " + limits.characters() + " bytes");
    } catch (StreamConstraintsException e) {
      throw UnreadableTextException.limit(
          line(),
          column(),
          "values are nested more than %d levels deep, or one of them is too long"
              .formatted(limits.depth()));
    } catch (JacksonException e) {
      var at = e.getLocation();
      throw at == null ? notJson(line(), column()) : notJson(at.getLineNr(), at.getColumnNr());
    } catch (IOException e) {
      // Of the stream below, which may unpack or decode; it knows nothing of the text.
      throw UnreadableTextException.syntax(
          line(), column(), "the rest cannot be read: " + e.getMessage(), "Correct it.");
    } catch (RuntimeException | StackOverflowError e) {
      throw notJson(line(), column());
    }
  }

  private int line() {
    return Math.max(1, parser.currentLocation().getLineNr());
  }

  private int column() {
    return Math.max(1, parser.currentLocation().getColumnNr());
  }

  private static UnreadableTextException notJson(int line, int column) {
    return UnreadableTextException.syntax(
        Math.max(1, line), Math.max(1, column), "the text is not JSON from here on", "Correct it.");
  }

  /** Ends a stream that is longer than it may be, such as one that unpacks without end. */
  private static final class Counted extends FilterInputStream {

    static final class TooLong extends IOException {
      private static final long serialVersionUID = 1L;
    }

    private long left;

    Counted(InputStream in, int longest) {
      super(in);
      this.left = longest;
    }

    @Override
    public int read() throws IOException {
      var one = super.read();
      return one < 0 ? one : counted(1, one);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var count = super.read(buffer, offset, length);
      return count < 0 ? count : counted(count, count);
    }

    private int counted(int count, int result) throws IOException {
      left -= count;
      if (left < 0) {
        throw new TooLong();
      }
      return result;
    }
  }
}
