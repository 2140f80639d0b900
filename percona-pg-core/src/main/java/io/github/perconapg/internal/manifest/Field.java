package io.github.perconapg.internal.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field of a {@link Message}; changed only while {@link Schema} is built. */
final class Field {

  /** What a field holds. */
  enum Type {
    TEXT,
    /** Text too, but a number is read as the text that stands there: {@code cpu: 0.5}. */
    QUANTITY,
    BOOL,
    CHOICE,
    MESSAGE,
    MAP,
    LIST
  }

  final String name;
  final Type type;

  /** Null for other types, and for a message that is passed over. */
  final @Nullable Message message;

  boolean required;
  @Nullable Rule rule;
  List<String> choices = List.of();
  List<String> aliases = List.of();

  /** Whether {@code { value: text }} is read as the text. */
  boolean wrapped;

  /** Whether a null is an error, since it could lead to the wrong cluster. */
  boolean neverNull;

  boolean inlined;

  Field(String name, Type type, @Nullable Message message) {
    this.name = name;
    this.type = type;
    this.message = message;
  }

  Field required() {
    required = true;
    return this;
  }

  Field rule(Rule rule) {
    this.rule = rule;
    return this;
  }

  Field choices(String... choices) {
    this.choices = List.of(choices);
    return this;
  }

  /** Other lowerCamelCase names. */
  Field also(String... aliases) {
    this.aliases = List.of(aliases);
    return this;
  }

  Field wrapped() {
    wrapped = true;
    return this;
  }

  /** The message's fields may also stand in the parent. */
  Field inlined() {
    inlined = true;
    return this;
  }

  Field neverNull() {
    neverNull = true;
    return this;
  }
}
