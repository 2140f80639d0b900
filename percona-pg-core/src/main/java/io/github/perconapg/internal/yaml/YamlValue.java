package io.github.perconapg.internal.yaml;

import java.util.List;

/** A value of a YAML or JSON document that knows where it stands. */
public sealed interface YamlValue {

  /** The line, from 1. */
  int line();

  /** The column in code points, from 1. */
  int column();

  /** How many values it holds with itself, aliases counted as often as they stand there. */
  int size();

  /** How many collections lie in each other in it, itself included. */
  int height();

  /** Returns what kind of value it is, as a person would say it. */
  String described();

  /** What YAML's core schema says about a scalar. */
  enum ScalarType {
    /** Text, quoted or not. */
    TEXT,
    /** A whole number or one with a fraction. */
    NUMBER,
    /** True or false. */
    BOOLEAN,
    /** No value. */
    NULL
  }

  /** A scalar with the text that stands there, quotes and escapes resolved. */
  record Scalar(int line, int column, String text, ScalarType type) implements YamlValue {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public int height() {
      return 0;
    }

    @Override
    public String described() {
      return switch (type) {
        case TEXT -> "text";
        case NUMBER -> "a number";
        case BOOLEAN -> "true or false";
        case NULL -> "null";
      };
    }
  }

  /** A list. */
  record Sequence(int line, int column, List<YamlValue> items, int size, int height)
      implements YamlValue {
    @Override
    public String described() {
      return "a list";
    }
  }

  /** A mapping in the order of the text; keys that stand twice are in it twice. */
  record Mapping(int line, int column, List<Entry> entries, int size, int height)
      implements YamlValue {
    @Override
    public String described() {
      return "a mapping";
    }
  }

  /** A field of a mapping. */
  record Entry(Scalar key, YamlValue value) {}
}
