package io.github.perconapg.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Packages, names and numbers are what other programs rely on: each stands here once more. */
@DisplayName("The contract")
class ContractTest {

  private static final String CONTRACT =
      """
      project.planton.provider.kubernetes.addon.perconapostgresqloperator.v1.PerconaPostgresqlOperatorStackInput
        1 target target PerconaPostgresqlOperator
        2 provider_config providerConfig KubernetesProviderConfig
      project.planton.provider.kubernetes.addon.perconapostgresqloperator.v1.PerconaPostgresqlOperator
        1 api_version apiVersion string
        2 kind kind string
        3 metadata metadata Metadata
        4 spec spec PerconaPostgresqlOperatorSpec
        5 status status PerconaPostgresqlOperatorStatus
      project.planton.shared.Metadata
        1 name name string
        2 slug slug string
        3 id id string
        4 org org string
        5 env env string
        6 labels labels map
        7 annotations annotations map
        8 tags tags string repeated
        9 version version MetadataVersion
      project.planton.shared.MetadataVersion
        1 id id string
        2 message message string
        3 previous_version_id previousVersionId string
      project.planton.provider.kubernetes.addon.perconapostgresqloperator.v1.PerconaPostgresqlOperatorSpec
        1 target_cluster targetCluster TargetCluster
        2 namespace namespace string optional
        3 container container PerconaPostgresqlOperatorSpecContainer
        4 create_namespace createNamespace bool optional
      project.planton.shared.kubernetes.TargetCluster
        1 kubernetes_cluster_credential_id kubernetesProviderConfigId string oneof
        2 kubernetes_cluster_selector kubernetesClusterSelector KubernetesClusterSelector oneof
      project.planton.shared.kubernetes.KubernetesClusterSelector
        1 cluster_kind clusterKind string
        2 cluster_name clusterName string
      project.planton.provider.kubernetes.addon.perconapostgresqloperator.v1.PerconaPostgresqlOperatorSpecContainer
        1 resources resources ContainerResources
      project.planton.shared.kubernetes.ContainerResources
        1 limits limits CpuMemory
        2 requests requests CpuMemory
      project.planton.shared.kubernetes.CpuMemory
        1 cpu cpu string optional
        2 memory memory string optional
      project.planton.provider.kubernetes.addon.perconapostgresqloperator.v1.PerconaPostgresqlOperatorStatus
        1 outputs outputs PerconaPostgresqlOperatorStackOutputs
      project.planton.provider.kubernetes.addon.perconapostgresqloperator.v1.PerconaPostgresqlOperatorStackOutputs
        1 namespace namespace string
      project.planton.provider.kubernetes.KubernetesProviderConfig
        1 provider provider KubernetesProvider
        2 gcp_gke gcpGke GcpGke
        3 aws_eks awsEks AwsEks
        4 azure_aks azureAks AzureAks
        5 digital_ocean_doks digitalOceanDoks DigitalOceanDoks
      project.planton.provider.kubernetes.KubernetesProviderConfig.GcpGke
        1 cluster_endpoint clusterEndpoint string
        2 cluster_ca_data clusterCaData string
        3 service_account_key_base64 serviceAccountKeyBase64 string
      project.planton.provider.kubernetes.KubernetesProviderConfig.AwsEks
      project.planton.provider.kubernetes.KubernetesProviderConfig.AzureAks
      project.planton.provider.kubernetes.KubernetesProviderConfig.DigitalOceanDoks
        1 kube_config kubeConfig string
      """;

  @Test
  void keepsEveryPackageNameAndNumberOfItsMessages() {
    var messages = new LinkedHashSet<Descriptor>();
    collect(PerconaPostgresqlOperatorStackInput.getDescriptor(), messages);
    var described = messages.stream().map(ContractTest::describe).collect(Collectors.joining());
    assertThat(described).isEqualTo(CONTRACT);
  }

  @Test
  void keepsTheProviders() {
    assertThat(describe(KubernetesProvider.getDescriptor()))
        .isEqualTo(
            "0 kubernetes_provider_unspecified, 1 gcp_gke, 2 aws_eks, 3 azure_aks,"
                + " 4 digital_ocean_doks");
  }

  @Test
  void registersTheKindWithItsOptions() {
    var kind = CloudResourceKind.PerconaPostgresqlOperator;
    assertThat(kind.getNumber()).isEqualTo(838);
    var extension = CloudResourceKindOuterClass.kindMeta;
    assertThat(extension.getNumber()).isEqualTo(10100);
    var meta = kind.getValueDescriptor().getOptions().getExtension(extension);
    assertThat(meta)
        .isEqualTo(
            KindMeta.newBuilder()
                .setProvider(CloudResourceProvider.kubernetes)
                .setVersion(CloudResourceKindVersion.v1)
                .setIdPrefix("percpgop")
                .setKubernetesMeta(
                    KubernetesKindMeta.newBuilder().setCategory(KubernetesCategory.addon))
                .build());
    assertThat(describe(KindMeta.getDescriptor()))
        .isEqualTo(
            """
            project.planton.shared.cloudresourcekind.KindMeta
              1 provider provider CloudResourceProvider
              2 version version CloudResourceKindVersion
              3 name name string
              4 id_prefix idPrefix string
              5 is_service_kind isServiceKind bool
              6 kubernetes_meta kubernetesMeta KubernetesKindMeta
            """);
    assertThat(describe(KubernetesKindMeta.getDescriptor()))
        .isEqualTo(
            """
            project.planton.shared.cloudresourcekind.KubernetesKindMeta
              1 namespace_prefix namespacePrefix string
              2 category category KubernetesCategory
            """);
  }

  @Test
  void marksItsTwoSecrets() {
    for (var message :
        List.of(
            KubernetesProviderConfig.GcpGke.getDescriptor(),
            KubernetesProviderConfig.DigitalOceanDoks.getDescriptor())) {
      assertThat(message.getFields())
          .filteredOn(field -> field.getOptions().getDebugRedact())
          .hasSize(1);
    }
  }

  @Test
  void liesOnTheClassPathForImporters() {
    var path = PerconaPostgresqlOperatorStackInput.getDescriptor().getFile().getFullName();
    assertThat(path)
        .isEqualTo(
            "project/planton/provider/kubernetes/addon/perconapostgresqloperator/v1/stack_input.proto");
    assertThat(getClass().getClassLoader().getResource(path)).isNotNull();
  }

  private static void collect(Descriptor message, Set<Descriptor> found) {
    if (message.getOptions().getMapEntry() || !found.add(message)) {
      return;
    }
    message.getFields().stream()
        .filter(field -> field.getJavaType() == JavaType.MESSAGE)
        .forEach(field -> collect(field.getMessageType(), found));
  }

  private static String describe(Descriptor message) {
    return message.getFullName()
        + "\n"
        + message.getFields().stream()
            .map(field -> "  " + describe(field) + "\n")
            .collect(Collectors.joining());
  }

  private static String describe(FieldDescriptor field) {
    var type =
        field.isMapField()
            ? "map"
            : switch (field.getJavaType()) {
              case MESSAGE -> field.getMessageType().getName();
              case ENUM -> field.getEnumType().getName();
              default -> field.getType().name().toLowerCase(Locale.ROOT);
            };
    var oneof = field.getRealContainingOneof() != null;
    var optional = field.getJavaType() != JavaType.MESSAGE && field.hasPresence() && !oneof;
    return field.getNumber()
        + " "
        + field.getName()
        + " "
        + field.getJsonName()
        + " "
        + type
        + (field.isRepeated() && !field.isMapField() ? " repeated" : "")
        + (oneof ? " oneof" : "")
        + (optional ? " optional" : "");
  }

  private static String describe(EnumDescriptor type) {
    return type.getValues().stream()
        .map(value -> value.getNumber() + " " + value.getName())
        .collect(Collectors.joining(", "));
  }
}
