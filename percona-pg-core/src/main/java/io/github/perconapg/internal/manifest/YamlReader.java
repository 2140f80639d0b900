package io.github.perconapg.internal.manifest;

import io.github.perconapg.internal.manifest.Node.Mapping;
import io.github.perconapg.internal.manifest.Node.Scalar;
import io.github.perconapg.internal.manifest.Node.Sequence;
import io.github.perconapg.internal.yaml.DocumentReader;
import io.github.perconapg.internal.yaml.Limits;
import io.github.perconapg.internal.yaml.UnreadableTextException;
import io.github.perconapg.internal.yaml.UnreadableTextException.Kind;
import io.github.perconapg.internal.yaml.YamlValue;
import io.github.perconapg.internal.yaml.YamlValue.Entry;
import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/** The documents of a source as nodes that know their source; all mistakes become findings. */
final class YamlReader {

  /** No real manifest comes near them. */
  static final Limits LIMITS = Limits.of(ManifestFiles.MAX_BYTES, 50, 10_000);

  private final SourceText source;
  private final Diagnostics findings;

  private YamlReader(SourceText source, Diagnostics findings) {
    this.source = source;
    this.findings = findings;
  }

  /** The documents that could be read before the first syntax error, which is a finding. */
  static List<Node> read(SourceText source, Diagnostics findings) {
    var reader = new YamlReader(source, findings);
    var documents = new ArrayList<Node>();
    try {
      DocumentReader.readAll(
          source.text(), LIMITS, document -> documents.add(reader.node(document)));
    } catch (UnreadableTextException e) {
      reader.report(e);
    }
    return documents;
  }

  private Node node(YamlValue value) throws UnreadableTextException {
    var at = position(value);
    if (value instanceof YamlValue.Scalar scalar) {
      return new Scalar(at, scalar.text(), scalar.type());
    }
    if (value instanceof YamlValue.Sequence sequence) {
      var items = new ArrayList<Node>();
      for (var item : sequence.items()) {
        items.add(node(item));
      }
      return new Sequence(at, items, value.size());
    }
    var mapping = Mapping.empty(at);
    for (var entry : ((YamlValue.Mapping) value).entries()) {
      add(mapping, entry);
    }
    return new Mapping(at, mapping.entries(), value.size());
  }

  private void add(Mapping mapping, Entry entry) throws UnreadableTextException {
    var name = entry.key().text();
    var at = position(entry.key());
    var first = mapping.entries().get(name);
    if (name.equals("<<") && entry.key().type() == ScalarType.TEXT) {
      throw UnreadableTextException.at(
          entry.key(),
          "merge keys (<<) do not exist in YAML 1.2",
          "Write the fields out, or set the whole mapping with an alias.");
    }
    if (first != null) {
      findings
          .at(
              at,
              ProblemCode.MANIFEST_DUPLICATE_KEY,
              "the key " + DisplayText.quoted(name) + " stands twice in one mapping")
          .fact("first at " + first.key().where())
          .report("Keep one of the two.");
    } else {
      mapping.put(name, at, node(entry.value()));
    }
  }

  /** The parser's message quotes the text, so it is omitted if the text may contain secrets. */
  private void report(UnreadableTextException e) {
    var code = e.kind() == Kind.LIMIT ? ProblemCode.MANIFEST_LIMIT : ProblemCode.MANIFEST_SYNTAX;
    var finding = findings.at(new Position(source, e.line(), e.column()), code, e.reason());
    var words = e.parserWords();
    if (words != null && !source.holdsSecrets()) {
      finding.fact("the parser says: " + DisplayText.escaped(words));
    }
    finding.report(e.remedy());
  }

  private Position position(YamlValue value) {
    return new Position(source, value.line(), value.column());
  }
}
