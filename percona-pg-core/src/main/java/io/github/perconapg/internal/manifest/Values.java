package io.github.perconapg.internal.manifest;

import io.github.perconapg.internal.manifest.Node.Mapping;
import io.github.perconapg.internal.manifest.Node.Scalar;
import io.github.perconapg.internal.manifest.Node.Sequence;
import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import io.github.perconapg.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** Checks that a value has its field's type. Each method gives null after a finding. */
public final class Values {

  private final Diagnostics findings;

  Values(Diagnostics findings) {
    this.findings = findings;
  }

  @Nullable Node map(Node node, String path) {
    if (!(node instanceof Mapping mapping)) {
      return wrong(node, path, "a mapping of names to text", "Write name: text below it.");
    }
    var texts = Mapping.empty(node.at());
    mapping
        .entries()
        .forEach(
            (name, entry) -> {
              var text = text(entry.value(), Normalizer.join(path, name));
              if (text != null) {
                texts.put(name, entry.key(), text);
              }
            });
    return texts;
  }

  @Nullable Node list(Node node, String path) {
    if (!(node instanceof Sequence sequence)) {
      return wrong(
          node, path, "a list of text", "Write [first, second], or an item a line after a dash.");
    }
    var texts =
        sequence.items().stream().map(item -> text(item, path)).filter(t -> t != null).toList();
    return new Sequence(node.at(), texts, texts.size() + 1);
  }

  @Nullable Node bool(Node node, String path) {
    if (node instanceof Scalar scalar && scalar.type() == ScalarType.BOOLEAN) {
      return scalar;
    }
    if (node instanceof Scalar scalar
        && node.at().source().isTree()
        && (scalar.text().equals("true") || scalar.text().equals("false"))) {
      return new Scalar(node.at(), scalar.text(), ScalarType.BOOLEAN);
    }
    return wrong(node, path, "true or false", "Write true or false, without quotation marks.");
  }

  @Nullable Node quantity(Node node, String path) {
    if (node instanceof Scalar scalar && scalar.type() == ScalarType.NUMBER) {
      return scalar;
    }
    return text(node, path);
  }

  @Nullable Node text(@Nullable Node node, String path) {
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

  @Nullable Node choice(Field field, Node node, String path) {
    var text = text(node, path);
    if (text instanceof Scalar scalar && !field.choices.contains(scalar.text())) {
      findings
          .at(
              node.at(),
              ProblemCode.MANIFEST_INVALID_VALUE,
              path + " cannot be " + DisplayText.quoted(scalar.text()))
          .field(path)
          .suggest(scalar.text(), field.choices)
          .report("Write one of " + String.join(", ", field.choices) + ".");
      return null;
    }
    return text;
  }

  /** The text of {@code { value: text }}; a reference to elsewhere is refused. */
  @Nullable Node unwrap(Node node, String path) {
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

  @Nullable Node wrong(Node node, String path, String wanted, String remedy) {
    findings
        .at(
            node.at(),
            ProblemCode.MANIFEST_WRONG_TYPE,
            path + " must be " + wanted + ", but it is " + node.described())
        .field(path)
        .report(remedy);
    return null;
  }
}
