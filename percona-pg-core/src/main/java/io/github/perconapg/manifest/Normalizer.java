package io.github.perconapg.manifest;

import io.github.perconapg.manifest.Node.Mapping;
import io.github.perconapg.manifest.Node.Scalar;
import io.github.perconapg.manifest.Node.ScalarType;
import io.github.perconapg.manifest.Node.Sequence;
import io.github.perconapg.manifest.Schema.Field;
import io.github.perconapg.manifest.Schema.Message;
import io.github.perconapg.problem.ProblemCode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a document into the canonical form of its message: canonical names, text without wrapping,
 * absent fields left out. Names and types that do not fit are findings.
 */
final class Normalizer {

  private final Findings findings;
  private final Set<String> failed = new HashSet<>();

  Normalizer(Findings findings) {
    this.findings = findings;
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
              "there is no field " + Shown.quoted(name) + (path.isEmpty() ? "" : " in " + path))
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
    var value = value(field, entry.value(), join(at, field.name));
    if (value == null) {
      if (!isNull(entry.value())) {
        failed.add(join(at, field.name));
      }
    } else {
      merge(into, field.name, entry.key(), value, at);
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

  private @Nullable Node value(Field field, Node node, String path) {
    boolean isNull = isNull(node);
    return switch (field.type) {
      case MESSAGE -> message(field, node, isNull, path);
      case MAP -> isNull ? null : map(node, path);
      case LIST -> isNull ? null : list(node, path);
      case BOOL -> bool(node, path);
      case QUANTITY -> quantity(node, path);
      case TEXT -> text(field.wrapped ? unwrap(node, path) : node, path);
      case CHOICE -> choice(field, node, path);
    };
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
    return wrong(node, path, "a mapping", "Write its fields below it, indented.");
  }

  private @Nullable Node map(Node node, String path) {
    if (!(node instanceof Mapping mapping)) {
      return wrong(node, path, "a mapping of names to text", "Write name: text below it.");
    }
    var texts = Mapping.empty(node.at());
    mapping
        .entries()
        .forEach(
            (name, entry) -> {
              var text = text(entry.value(), join(path, name));
              if (text != null) {
                texts.put(name, entry.key(), text);
              }
            });
    return texts;
  }

  private @Nullable Node list(Node node, String path) {
    if (!(node instanceof Sequence sequence)) {
      return wrong(
          node, path, "a list of text", "Write [first, second], or an item a line after a dash.");
    }
    var texts =
        sequence.items().stream().map(item -> text(item, path)).filter(t -> t != null).toList();
    return new Sequence(node.at(), texts, texts.size() + 1);
  }

  private @Nullable Node bool(Node node, String path) {
    if (node instanceof Scalar scalar && scalar.type() == ScalarType.BOOLEAN) {
      return scalar;
    }
    return wrong(node, path, "true or false", "Write true or false, without quotation marks.");
  }

  private @Nullable Node quantity(Node node, String path) {
    if (node instanceof Scalar scalar && scalar.type() == ScalarType.NUMBER) {
      return scalar;
    }
    return text(node, path);
  }

  private @Nullable Node text(@Nullable Node node, String path) {
    if (node == null) {
      return null;
    }
    if (!(node instanceof Scalar scalar)) {
      return wrong(node, path, "text", "Write the text on the line of its name.");
    }
    return switch (scalar.type()) {
      case TEXT -> scalar;
      case NULL -> wrong(node, path, "text", "Write a value, or leave the field out.");
      case NUMBER, BOOLEAN ->
          // The value is not repeated here: it may be a credential.
          wrong(node, path, "text", "Put it in quotation marks.");
    };
  }

  private @Nullable Node choice(Field field, Node node, String path) {
    var text = text(node, path);
    if (text instanceof Scalar scalar && !field.choices.contains(scalar.text())) {
      findings
          .at(
              node.at(),
              ProblemCode.MANIFEST_INVALID_VALUE,
              path + " cannot be " + Shown.quoted(scalar.text()))
          .field(path)
          .suggest(scalar.text(), field.choices)
          .report("Write one of " + String.join(", ", field.choices) + ".");
      return null;
    }
    return text;
  }

  /** The text of {@code { value: text }}; a reference to elsewhere is refused. */
  private @Nullable Node unwrap(Node node, String path) {
    if (!(node instanceof Mapping mapping)) {
      return node;
    }
    var value = mapping.entries().get("value");
    if (value != null && mapping.entries().size() == 1) {
      return value.value();
    }
    boolean reference =
        mapping.entries().containsKey("valueFrom") || mapping.entries().containsKey("value_from");
    if (reference) {
      findings
          .at(
              node.at(),
              ProblemCode.MANIFEST_REFERENCE,
              path + " is a reference to another resource, which cannot be looked up from here")
          .field(path)
          .report("Write the name itself, for example " + path + ": percona-postgresql-operator.");
      return null;
    }
    return wrong(node, path, "text", "Write the text on the line of its name, or { value: text }.");
  }

  private @Nullable Node wrong(Node node, String path, String wanted, String remedy) {
    findings
        .at(
            node.at(),
            ProblemCode.MANIFEST_WRONG_TYPE,
            path + " must be " + wanted + ", but it is " + node.described())
        .field(path)
        .report(remedy);
    return null;
  }

  static String join(String path, String name) {
    var shown = Shown.plain(name);
    return path.isEmpty() ? shown : path + "." + shown;
  }
}
