package io.github.perconapg.internal.manifest;

import io.github.perconapg.internal.manifest.Node.Mapping;
import io.github.perconapg.internal.manifest.Node.Scalar;
import io.github.perconapg.internal.manifest.Node.Sequence;
import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import io.github.perconapg.problem.ProblemCode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a document into the canonical form of its message: canonical names, text without wrapping,
 * absent fields omitted. Names and types that do not fit are findings.
 */
final class Normalizer {

  private final Diagnostics findings;
  private final Values values;
  private final Set<String> failed = new HashSet<>();

  Normalizer(Diagnostics findings) {
    this.findings = findings;
    this.values = new Values(findings);
  }

  /** The paths of fields that are given but could not be read. */
  Set<String> failed() {
    return failed;
  }

  /** The canonical form of what could be read. */
  Mapping normalize(Mapping document, Message message, String path) {
    var canonical = Mapping.empty(document.at());
    document.entries().forEach((name, entry) -> place(canonical, message, name, entry, path));
    return canonical;
  }

  private void place(Mapping out, Message message, String name, Node.Entry entry, String path) {
    var fields = message.lookup(name);
    if (fields == null) {
      findings
          .at(
              entry.key(),
              ProblemCode.MANIFEST_UNKNOWN_FIELD,
              "there is no field "
                  + DisplayText.quoted(name)
                  + (path.isEmpty() ? "" : " in " + path))
          .field(join(path, name))
          .suggest(name, message.names())
          .report(
              message.fields.isEmpty()
                  ? "Remove it: " + path + " holds no fields."
                  : "Correct or remove it; the fields here are "
                      + String.join(", ", message.names())
                      + ".");
      return;
    }
    var into = out;
    var at = path;
    for (var parent : fields.subList(0, fields.size() - 1)) {
      at = join(at, parent.name);
      into = into.mappingOrNew(parent.name, entry.key());
    }
    var field = fields.get(fields.size() - 1);
    int before = findings.count();
    var value = value(field, entry.value(), join(at, field.name));
    if (value != null) {
      merge(into, field.name, entry.key(), value, at);
    } else if (findings.count() > before) {
      failed.add(join(at, field.name));
    }
  }

  /** Sets a field that may be set already under another of its names. */
  private void merge(Mapping into, String name, Position key, Node value, String path) {
    var set = into.entries().get(name);
    if (set == null) {
      into.put(name, key, value);
    } else if (set.value() instanceof Mapping first && value instanceof Mapping second) {
      second
          .entries()
          .forEach((inner, e) -> merge(first, inner, e.key(), e.value(), join(path, name)));
    } else if (!same(set.value(), value)) {
      findings
          .at(key, ProblemCode.MANIFEST_CONFLICT, join(path, name) + " is set twice, differently")
          .field(join(path, name))
          .fact("first at " + set.key().where())
          .report("Keep one of the two; they are names of one field.");
    }
  }

  private static boolean same(Node first, Node second) {
    if (first instanceof Scalar a && second instanceof Scalar b) {
      return a.text().equals(b.text());
    }
    return first instanceof Sequence a
        && second instanceof Sequence b
        && ModelBuilder.texts(a).equals(ModelBuilder.texts(b));
  }

  private @Nullable Node value(Field field, Node read, String path) {
    var node = isEmptyMapping(field, read) ? Mapping.empty(read.at()) : read;
    boolean isNull = isNull(node);
    return switch (field.type) {
      case MESSAGE -> message(field, node, isNull, path);
      case MAP -> isNull ? null : values.map(node, path);
      case LIST -> isNull ? null : values.list(node, path);
      case BOOL -> values.bool(node, path);
      case QUANTITY -> values.quantity(node, path);
      case TEXT -> values.text(field.wrapped ? values.unwrap(node, path) : node, path);
      case CHOICE -> values.choice(field, node, path);
    };
  }

  /** In a tree, emptiness is a mapping without entries where the field holds one. */
  private static boolean isEmptyMapping(Field field, Node node) {
    return isNull(node)
        && node.at().source().isTree()
        && (field.type == Field.Type.MESSAGE || field.type == Field.Type.MAP);
  }

  private static boolean isNull(Node node) {
    return node instanceof Scalar scalar && scalar.type() == ScalarType.NULL;
  }

  private @Nullable Node message(Field field, Node node, boolean isNull, String path) {
    if (isNull && field.neverNull) {
      findings
          .at(node.at(), ProblemCode.MANIFEST_WRONG_TYPE, path + " names no cluster")
          .field(path)
          .report(
              "Write kubernetesProviderConfigId under it, or leave "
                  + field.name
                  + " out to choose the cluster by kubeconfig and context.");
      return null;
    }
    if (isNull || field.message == null) {
      return null;
    }
    if (node instanceof Mapping mapping) {
      return normalize(mapping, field.message, path);
    }
    return values.wrong(node, path, "a mapping", "Write its fields below it, indented.");
  }

  static String join(String path, String name) {
    var shown = DisplayText.plain(name);
    return path.isEmpty() ? shown : path + "." + shown;
  }
}
