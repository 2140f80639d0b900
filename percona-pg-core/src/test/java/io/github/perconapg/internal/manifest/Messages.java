package io.github.perconapg.internal.manifest;

import io.github.perconapg.model.Container;
import io.github.perconapg.model.CpuMemory;
import io.github.perconapg.model.Metadata;
import io.github.perconapg.model.PerconaPostgresqlOperator;
import io.github.perconapg.model.ProviderConfig;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.model.TargetCluster;
import io.github.perconapg.proto.ContainerResources;
import io.github.perconapg.proto.KubernetesProvider;
import io.github.perconapg.proto.KubernetesProviderConfig;
import io.github.perconapg.proto.MetadataVersion;
import io.github.perconapg.proto.PerconaPostgresqlOperatorSpec;
import io.github.perconapg.proto.PerconaPostgresqlOperatorStackInput;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one conversion between the records of the model and the messages of the contract. */
final class Messages {

  private Messages() {}

  static PerconaPostgresqlOperatorStackInput of(StackInput input) {
    var message = PerconaPostgresqlOperatorStackInput.newBuilder();
    message
        .getTargetBuilder()
        .setApiVersion(PerconaPostgresqlOperator.API_VERSION)
        .setKind(PerconaPostgresqlOperator.KIND)
        .setMetadata(metadata(input.target().metadata()))
        .setSpec(spec(input.target().spec()));
    if (input.providerConfig() != null) {
      message.setProviderConfig(config(input.providerConfig()));
    }
    return message.build();
  }

  private static io.github.perconapg.proto.Metadata.Builder metadata(Metadata metadata) {
    var message =
        io.github.perconapg.proto.Metadata.newBuilder()
            .setName(metadata.name())
            .setSlug(text(metadata.slug()))
            .setId(text(metadata.id()))
            .setOrg(text(metadata.org()))
            .setEnv(text(metadata.env()))
            .putAllLabels(metadata.labels())
            .putAllAnnotations(metadata.annotations())
            .addAllTags(metadata.tags());
    var version = metadata.version();
    if (version != null) {
      message.setVersion(
          MetadataVersion.newBuilder()
              .setId(text(version.id()))
              .setMessage(text(version.message()))
              .setPreviousVersionId(text(version.previousVersionId())));
    }
    return message;
  }

  private static PerconaPostgresqlOperatorSpec.Builder spec(Spec spec) {
    var message =
        PerconaPostgresqlOperatorSpec.newBuilder()
            .setNamespace(spec.namespace())
            .setCreateNamespace(spec.createNamespace());
    var resources = message.getContainerBuilder().getResourcesBuilder();
    resources.setLimits(pair(spec.container().limits()));
    resources.setRequests(pair(spec.container().requests()));
    var cluster = spec.targetCluster();
    if (cluster instanceof TargetCluster.ById byId) {
      message.getTargetClusterBuilder().setKubernetesClusterCredentialId(byId.id());
    } else if (cluster instanceof TargetCluster.BySelector selector) {
      message
          .getTargetClusterBuilder()
          .getKubernetesClusterSelectorBuilder()
          .setClusterKind(selector.clusterKind())
          .setClusterName(selector.clusterName());
    }
    return message;
  }

  private static io.github.perconapg.proto.CpuMemory.Builder pair(CpuMemory pair) {
    return io.github.perconapg.proto.CpuMemory.newBuilder()
        .setCpu(pair.cpu())
        .setMemory(pair.memory());
  }

  private static KubernetesProviderConfig.Builder config(ProviderConfig config) {
    var message = KubernetesProviderConfig.newBuilder();
    if (config instanceof ProviderConfig.GcpGke gke) {
      message
          .setProvider(KubernetesProvider.gcp_gke)
          .getGcpGkeBuilder()
          .setClusterEndpoint(gke.clusterEndpoint())
          .setClusterCaData(gke.clusterCaData())
          .setServiceAccountKeyBase64(gke.serviceAccountKeyBase64());
    } else if (config instanceof ProviderConfig.DigitalOceanDoks doks) {
      message
          .setProvider(KubernetesProvider.digital_ocean_doks)
          .getDigitalOceanDoksBuilder()
          .setKubeConfig(doks.kubeConfig());
    } else {
      boolean eks = config instanceof ProviderConfig.AwsEks;
      message.setProvider(eks ? KubernetesProvider.aws_eks : KubernetesProvider.azure_aks);
    }
    return message;
  }

  private static String text(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  /** A message with what a manifest without those fields means, and without what says nothing. */
  static PerconaPostgresqlOperatorStackInput withDefaults(
      PerconaPostgresqlOperatorStackInput message) {
    var result = message.toBuilder();
    if (message.hasTarget() && message.getTarget().hasSpec()) {
      defaults(result.getTargetBuilder().getSpecBuilder());
    }
    result.getTargetBuilder().clearStatus();
    if (!message.hasTarget()) {
      result.clearTarget();
    }
    emptyMessages(result);
    return result.build();
  }

  private static void defaults(PerconaPostgresqlOperatorSpec.Builder spec) {
    if (!spec.hasNamespace()) {
      spec.setNamespace(Spec.DEFAULT_NAMESPACE);
    }
    if (!spec.hasCreateNamespace()) {
      spec.setCreateNamespace(true);
    }
    if (spec.hasContainer()) {
      ContainerResources.Builder resources = spec.getContainerBuilder().getResourcesBuilder();
      defaults(resources.getLimitsBuilder(), Container.DEFAULT.limits());
      defaults(resources.getRequestsBuilder(), Container.DEFAULT.requests());
    }
  }

  private static void defaults(
      io.github.perconapg.proto.CpuMemory.Builder pair, CpuMemory defaults) {
    if (!pair.hasCpu()) {
      pair.setCpu(defaults.cpu());
    }
    if (!pair.hasMemory()) {
      pair.setMemory(defaults.memory());
    }
  }

  /** The configuration of providers that need none says nothing; the model does not keep it. */
  private static void emptyMessages(PerconaPostgresqlOperatorStackInput.Builder input) {
    var provider = input.getProviderConfig().getProvider();
    if (provider == KubernetesProvider.aws_eks) {
      input.getProviderConfigBuilder().clearAwsEks();
    } else if (provider == KubernetesProvider.azure_aks) {
      input.getProviderConfigBuilder().clearAzureAks();
    }
  }

  /** The name that a manifest uses for a field of the contract. */
  static String jsonName(String field) {
    if (field.equals("kubernetes_cluster_credential_id")) {
      return "kubernetesProviderConfigId";
    }
    var name = new StringBuilder();
    for (var part : field.split("_", -1)) {
      boolean first = name.isEmpty();
      name.append(first ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return name.toString();
  }
}
