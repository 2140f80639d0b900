package io.github.perconapg.internal.manifest;

import io.github.perconapg.internal.manifest.Node.Mapping;
import io.github.perconapg.internal.manifest.Node.Scalar;
import io.github.perconapg.internal.problem.DidYouMean;
import io.github.perconapg.internal.yaml.YamlValue.ScalarType;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Texts to stack inputs: every document of every text, and what holds between documents. */
public final class Documents {

  private final Diagnostics findings;
  private final Overrides overrides;
  private final List<Resource> resources = new ArrayList<>();

  public Documents(List<String> overrides, Diagnostics findings) {
    this.findings = findings;
    this.overrides = new Overrides(overrides, findings);
  }

  /** A valid resource and where it starts. */
  private record Resource(StackInput input, Position at) {}

  /** Reads a text; what is wrong in it becomes findings. */
  public void read(SourceText source) {
    int before = findings.count();
    var documents = YamlReader.read(source, findings);
    documents.removeIf(
        document -> document instanceof Scalar scalar && scalar.type() == ScalarType.NULL);
    documents.forEach(this::read);
    if (documents.isEmpty() && findings.count() == before) {
      findings.add(
          Problem.of(
              ProblemCode.MANIFEST_EMPTY,
              source.name() + ": there is no resource in it, only blanks or comments",
              "Write the manifest; the shortest has apiVersion, kind, metadata.name and"
                  + " spec.container."));
    }
  }

  /** The resources that were read, in order. */
  public List<StackInput> inputs() {
    return resources.stream().map(Resource::input).toList();
  }

  /** Reads a document; what is wrong in it becomes findings. */
  public void read(Node document) {
    if (!(document instanceof Mapping mapping)) {
      findings
          .at(
              document.at(),
              ProblemCode.MANIFEST_WRONG_TYPE,
              "a document must be a mapping, but this is " + document.described())
          .report("Start it with apiVersion: " + PerconaPostgresqlOperator.API_VERSION + ".");
      return;
    }
    int before = findings.count();
    var normalizer = new Normalizer(findings);
    boolean isStackInput = isStackInput(mapping);
    if (!isStackInput && isOther(mapping)) {
      return;
    }
    var schema = isStackInput ? Schema.STACK_INPUT : Schema.RESOURCE;
    var canonical = normalizer.normalize(mapping, schema, "");
    var resource = isStackInput ? canonical.mapping("target") : canonical;
    if (resource != null) {
      overrides.apply(resource);
    }
    new Rules(findings, normalizer.failed()).check(schema, canonical, mapping.at(), "");
    if (resource != null && findings.count() == before) {
      var config = ModelBuilder.providerConfig(canonical.mapping("providerConfig"));
      var source = mapping.at().source().name();
      resources.add(
          new Resource(
              new StackInput(ModelBuilder.resource(resource), config, source), mapping.at()));
    }
  }

  private static boolean isStackInput(Mapping mapping) {
    var names = mapping.entries().keySet();
    return !names.contains("kind")
        && names.stream().anyMatch(name -> Schema.STACK_INPUT.lookup(name) != null);
  }

  /**
   * Tells whether it is a document of another kind, of which nothing but the kind is worth a word.
   */
  private boolean isOther(Mapping mapping) {
    var kind = mapping.get("kind");
    if (!(kind instanceof Scalar scalar)
        || Rule.KIND.accepts(scalar.text())
        || DidYouMean.nearest(scalar.text(), List.of(PerconaPostgresqlOperator.KIND)) != null) {
      return false;
    }
    findings
        .at(
            kind.at(),
            ProblemCode.MANIFEST_WRONG_KIND,
            "the document is a "
                + DisplayText.plain(scalar.text())
                + ", not a "
                + PerconaPostgresqlOperator.KIND)
        .report(Rule.KIND.remedy);
    return true;
  }

  /** Finds resources that would be one release: the same cluster and namespace. */
  public void refuseTwins() {
    var first = new HashMap<List<Object>, Resource>();
    for (var resource : resources) {
      var spec = resource.input().target().spec();
      var cluster = spec.targetCluster();
      var config = resource.input().providerConfig();
      Object id = cluster != null ? cluster.id() : config != null ? config : "";
      var twin = first.putIfAbsent(List.of(id, spec.namespace()), resource);
      if (twin == null) {
        continue;
      }
      var where =
          cluster == null
              ? config == null ? "the current cluster" : "one cluster"
              : "cluster " + DisplayText.plain(cluster.id());
      findings
          .at(
              resource.at(),
              ProblemCode.MANIFEST_CONFLICT,
              "this resource and the one at "
                  + twin.at().where()
                  + " are one release: both go to namespace "
                  + spec.namespace()
                  + " of "
                  + where)
          .report("Remove one of them, or give it another namespace or cluster.");
    }
  }
}
