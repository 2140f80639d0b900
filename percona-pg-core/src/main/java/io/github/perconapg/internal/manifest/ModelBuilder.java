package io.github.perconapg.internal.manifest;

import io.github.perconapg.internal.manifest.Node.Mapping;
import io.github.perconapg.internal.manifest.Node.Scalar;
import io.github.perconapg.internal.manifest.Node.Sequence;
import io.github.perconapg.model.Container;
import io.github.perconapg.model.CpuMemory;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.ProviderConfig;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.TargetCluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A canonical document without findings to the records of the model, defaults filled in. */
final class ModelBuilder {

  private ModelBuilder() {}

  static PerconaPostgresqlOperator resource(Mapping resource) {
    return new PerconaPostgresqlOperator(
        metadata(required(resource, "metadata")), spec(required(resource, "spec")));
  }

  private static Metadata metadata(Mapping metadata) {
    var version = metadata.mapping("version");
    var tags = metadata.get("tags");
    return new Metadata(
        given(metadata, "name"),
        orNull(metadata, "slug"),
        orNull(metadata, "id"),
        orNull(metadata, "org"),
        orNull(metadata, "env"),
        map(metadata.mapping("labels")),
        map(metadata.mapping("annotations")),
        tags instanceof Sequence sequence ? texts(sequence) : List.of(),
        version == null
            ? null
            : new Metadata.Version(
                orNull(version, "id"),
                orNull(version, "message"),
                orNull(version, "previousVersionId")));
  }

  private static Spec spec(Mapping spec) {
    var create = spec.text("createNamespace");
    return new Spec(
        targetCluster(spec.mapping("targetCluster")),
        or(spec, "namespace", Spec.DEFAULT_NAMESPACE),
        container(required(spec, "container").mapping("resources")),
        create == null || create.equalsIgnoreCase("true"));
  }

  private static @Nullable TargetCluster targetCluster(@Nullable Mapping cluster) {
    if (cluster == null) {
      return null;
    }
    var selector = cluster.mapping("kubernetesClusterSelector");
    return selector == null
        ? new TargetCluster.ById(given(cluster, "kubernetesProviderConfigId"))
        : new TargetCluster.BySelector(
            or(selector, "clusterKind", ""), given(selector, "clusterName"));
  }

  private static Container container(@Nullable Mapping resources) {
    return new Container(
        pair(resources, "limits", Container.DEFAULT.limits()),
        pair(resources, "requests", Container.DEFAULT.requests()));
  }

  private static CpuMemory pair(@Nullable Mapping resources, String name, CpuMemory byDefault) {
    var pair = resources == null ? null : resources.mapping(name);
    return pair == null
        ? byDefault
        : new CpuMemory(or(pair, "cpu", byDefault.cpu()), or(pair, "memory", byDefault.memory()));
  }

  static @Nullable ProviderConfig providerConfig(@Nullable Mapping config) {
    if (config == null) {
      return null;
    }
    return switch (given(config, "provider")) {
      case "gcp_gke" -> {
        var gke = required(config, "gcpGke");
        yield new ProviderConfig.GcpGke(
            given(gke, "clusterEndpoint"),
            given(gke, "clusterCaData"),
            given(gke, "serviceAccountKeyBase64"));
      }
      case "aws_eks" -> new ProviderConfig.AwsEks();
      case "azure_aks" -> new ProviderConfig.AzureAks();
      default ->
          new ProviderConfig.DigitalOceanDoks(
              given(required(config, "digitalOceanDoks"), "kubeConfig"));
    };
  }

  /** The texts of a list that was brought into canonical form. */
  static List<String> texts(Sequence sequence) {
    var texts = new ArrayList<String>();
    for (var item : sequence.items()) {
      texts.add(((Scalar) item).text());
    }
    return texts;
  }

  private static Map<String, String> map(@Nullable Mapping mapping) {
    var texts = new LinkedHashMap<String, String>();
    if (mapping != null) {
      mapping.entries().forEach((name, entry) -> texts.put(name, ((Scalar) entry.value()).text()));
    }
    return texts;
  }

  private static Mapping required(Mapping mapping, String name) {
    var inner = mapping.mapping(name);
    if (inner == null) {
      throw new IllegalStateException("a document without findings lacks " + name);
    }
    return inner;
  }

  private static String given(Mapping mapping, String name) {
    var text = mapping.text(name);
    if (text == null) {
      throw new IllegalStateException("a document without findings lacks " + name);
    }
    return text;
  }

  private static String or(Mapping mapping, String name, String byDefault) {
    var text = mapping.text(name);
    return text == null ? byDefault : text;
  }

  /** The text of a field, or null where it is absent or empty, which is the same there. */
  private static @Nullable String orNull(Mapping mapping, String name) {
    var text = mapping.text(name);
    return text == null || text.isEmpty() ? null : text;
  }
}
