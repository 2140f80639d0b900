package io.github.perconapg.internal.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message: its fields, and the fields that each readable name leads through. */
final class Message {
  final String name;
  final List<Field> fields;
  private final Map<String, List<Field>> byName = new LinkedHashMap<>();

  Message(String name, Field... fields) {
    this.name = name;
    this.fields = List.of(fields);
    for (var field : fields) {
      register(field.name, List.of(field));
      for (var alias : field.aliases) {
        register(alias, List.of(field));
      }
      if (field.inlined && field.message != null) {
        field.message.fields.forEach(inner -> register(inner.name, List.of(field, inner)));
      }
    }
  }

  private void register(String name, List<Field> fields) {
    byName.put(name, fields);
    byName.put(snake(name), fields);
  }

  /** The field of a name, preceded by the field it stands in if that is omitted; or null. */
  @Nullable List<Field> lookup(String name) {
    return byName.get(name);
  }

  /** The canonical names. */
  List<String> names() {
    var names = new ArrayList<String>();
    fields.forEach(field -> names.add(field.name));
    return names;
  }

  @Override
  public String toString() {
    return name;
  }

  /** The snake_case form of a lowerCamelCase name. */
  static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
