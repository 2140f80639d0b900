package io.github.perconapg.internal.crd;

import io.github.perconapg.internal.yaml.Unstructured;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares two forms of a CRD: names, scope, versions, fields. What a field's schema accepts is for
 * {@link SchemaConstraints}.
 */
final class CrdComparison {

  private final Set<String> gained = new TreeSet<>();
  private final Set<String> dropped = new TreeSet<>();
  private final SchemaConstraints constraints = new SchemaConstraints(gained, dropped);

  CrdDifference of(Map<String, Object> from, Map<String, Object> to) {
    spec(Unstructured.map(from, "spec"), Unstructured.map(to, "spec"));
    var before = versions(from);
    var after = versions(to);
    before.forEach(
        (name, version) -> {
          if (after.containsKey(name)) {
            version(name, version, after.get(name));
          } else {
            whole(name, version, dropped);
          }
        });
    after.forEach(
        (name, version) -> {
          if (!before.containsKey(name)) {
            whole(name, version, gained);
          }
        });
    return new CrdDifference(
        List.copyOf(gained),
        List.copyOf(dropped),
        List.copyOf(constraints.tightened),
        List.copyOf(constraints.loosened));
  }

  private void spec(Map<String, Object> from, Map<String, Object> to) {
    replaced("scope", from.get("scope"), to.get("scope"));
    for (var name : List.of("kind", "listKind", "plural", "singular")) {
      replaced(
          "names." + name,
          Unstructured.at(from, "names", name),
          Unstructured.at(to, "names", name));
    }
    for (var list : List.of("shortNames", "categories")) {
      elements(
          "names." + list,
          Unstructured.list(from, "names", list),
          Unstructured.list(to, "names", list));
    }
    present(
        "unknown fields of all versions",
        Boolean.TRUE.equals(from.get("preserveUnknownFields")),
        Boolean.TRUE.equals(to.get("preserveUnknownFields")));
    constraints.changed("conversion", conversion(from), conversion(to));
  }

  /** The server writes it out where a chart says nothing. */
  private static Object conversion(Map<String, Object> spec) {
    return Objects.requireNonNullElse(spec.get("conversion"), Map.of("strategy", "None"));
  }

  private void version(String name, @Nullable Object from, @Nullable Object to) {
    present(name + ": served", served(from), served(to));
    constraints.changed(name + ": storage", stored(from), stored(to));
    for (var subresource : List.of("status", "scale")) {
      var before = Unstructured.map(from, "subresources");
      var after = Unstructured.map(to, "subresources");
      var what = name + ": subresource " + subresource;
      present(what, before.containsKey(subresource), after.containsKey(subresource));
      if (before.containsKey(subresource) && after.containsKey(subresource)) {
        constraints.changed(what, before.get(subresource), after.get(subresource));
      }
    }
    elements(
        name + ": selectable field",
        Unstructured.list(from, "selectableFields"),
        Unstructured.list(to, "selectableFields"));
    schema(name, schemaOf(from), schemaOf(to));
  }

  private void schema(String path, @Nullable Object from, @Nullable Object to) {
    constraints.compare(path, Unstructured.map(from), Unstructured.map(to));
    var before = Unstructured.map(from, "properties");
    var after = Unstructured.map(to, "properties");
    before.forEach(
        (name, schema) -> {
          if (after.containsKey(name)) {
            schema(path + "." + name, schema, after.get(name));
          } else {
            whole(path + "." + name, schema, dropped);
          }
        });
    after.forEach(
        (name, schema) -> {
          if (!before.containsKey(name)) {
            whole(path + "." + name, schema, gained);
          }
        });
    nested(path, Unstructured.at(from, "items"), Unstructured.at(to, "items"));
    nested(
        path,
        Unstructured.at(from, "additionalProperties"),
        Unstructured.at(to, "additionalProperties"));
  }

  /** What the elements of a list or the values of a map are; true for anything. */
  private void nested(String path, @Nullable Object from, @Nullable Object to) {
    var before = CrdSchema.isNothing(from) && !(from instanceof Map) ? null : from;
    var after = CrdSchema.isNothing(to) && !(to instanceof Map) ? null : to;
    if (before == null && after != null) {
      whole(path + "[]", after, gained);
    } else if (before != null && after == null) {
      whole(path + "[]", before, dropped);
    } else if (before != null) {
      schema(path + "[]", before, after);
    }
  }

  /** Adds a version or a field, and all that is in it. */
  private static void whole(String path, @Nullable Object versionOrSchema, Set<String> fields) {
    fields.add(path);
    var inner = schemaOf(versionOrSchema);
    fieldsOf(path, inner == null ? versionOrSchema : inner, fields);
  }

  private static void fieldsOf(String path, @Nullable Object schema, Set<String> fields) {
    Unstructured.map(schema, "properties")
        .forEach(
            (name, property) -> {
              fields.add(path + "." + name);
              fieldsOf(path + "." + name, property, fields);
            });
    for (var nested : List.of("items", "additionalProperties")) {
      if (Unstructured.at(schema, nested) instanceof Map<?, ?> map) {
        fieldsOf(path + "[]", map, fields);
      }
    }
  }

  /** What one has and the other replaces; a form that does not say it leaves it to the server. */
  private void replaced(String what, @Nullable Object from, @Nullable Object to) {
    if (!CrdSchema.isNothing(from) && !CrdSchema.isNothing(to) && !CrdSchema.equal(from, to)) {
      dropped.add(what + " " + from);
      gained.add(what + " " + to);
    }
  }

  private void present(String what, boolean before, boolean after) {
    if (before != after) {
      (before ? dropped : gained).add(what);
    }
  }

  private void elements(String what, List<Object> from, List<Object> to) {
    var all = new HashSet<>(from);
    all.addAll(to);
    for (var element : all) {
      present(what + " " + element, from.contains(element), to.contains(element));
    }
  }

  private static Map<String, Object> versions(Map<String, Object> crd) {
    var versions = new LinkedHashMap<String, Object>();
    Unstructured.list(crd, "spec", "versions")
        .forEach(v -> versions.put(Unstructured.text(v, "name"), v));
    return versions;
  }

  private static @Nullable Object schemaOf(@Nullable Object version) {
    return Unstructured.at(version, "schema", "openAPIV3Schema");
  }

  private static boolean served(@Nullable Object version) {
    return Boolean.TRUE.equals(Unstructured.at(version, "served"));
  }

  private static boolean stored(@Nullable Object version) {
    return Boolean.TRUE.equals(Unstructured.at(version, "storage"));
  }
}
