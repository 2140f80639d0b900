package io.github.perconapg.internal.yaml;

import io.github.perconapg.internal.yaml.YamlValue.Entry;
import io.github.perconapg.internal.yaml.YamlValue.Mapping;
import io.github.perconapg.internal.yaml.YamlValue.Scalar;
import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import io.github.perconapg.internal.yaml.YamlValue.Sequence;

/**
 * Values as YAML in flow style, which is JSON but for numbers: those stay as they are written, so
 * that 1.10 does not become 1.1.
 */
public final class FlowText {

  private final StringBuilder text = new StringBuilder();

  private FlowText() {}

  /** The text of a document, which ends with a line break. */
  public static String of(YamlValue value) {
    var flow = new FlowText();
    flow.write(value);
    return flow.text.append('\n').toString();
  }

  private void write(YamlValue value) {
    if (value instanceof Mapping mapping) {
      var separator = "{";
      for (Entry entry : mapping.entries()) {
        text.append(separator);
        quote(entry.key().text());
        text.append(": ");
        write(entry.value());
        separator = ", ";
      }
      text.append(mapping.entries().isEmpty() ? "{}" : "}");
    } else if (value instanceof Sequence sequence) {
      var separator = "[";
      for (var item : sequence.items()) {
        text.append(separator);
        write(item);
        separator = ", ";
      }
      text.append(sequence.items().isEmpty() ? "[]" : "]");
    } else {
      var scalar = (Scalar) value;
      if (scalar.type() == ScalarType.TEXT) {
        quote(scalar.text());
      } else {
        text.append(scalar.type() == ScalarType.NULL ? "null" : scalar.text());
      }
    }
  }

  private void quote(String plain) {
    text.append('"');
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7F) {
        text.append(c);
      } else {
        text.append(String.format("\\u%04x", (int) c));
      }
    }
    text.append('"');
  }
}
