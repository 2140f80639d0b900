package io.github.perconapg.internal.manifest;

import static io.github.perconapg.internal.manifest.Field.Type.BOOL;
import static io.github.perconapg.internal.manifest.Field.Type.CHOICE;
import static io.github.perconapg.internal.manifest.Field.Type.LIST;
import static io.github.perconapg.internal.manifest.Field.Type.MAP;
import static io.github.perconapg.internal.manifest.Field.Type.MESSAGE;
import static io.github.perconapg.internal.manifest.Field.Type.QUANTITY;
import static io.github.perconapg.internal.manifest.Field.Type.TEXT;

/**
 * The shape of a manifest, as the {@code .proto} files declare it: a line for each field, with its
 * rule and the other names under which it is read. Every name is read in snake_case too.
 */
final class Schema {

  static final Message VERSION =
      new Message(
          "MetadataVersion",
          field("id", TEXT),
          field("message", TEXT),
          field("previousVersionId", TEXT));

  static final Message METADATA =
      new Message(
          "Metadata",
          field("name", TEXT).required().rule(Rule.LABEL_VALUE),
          field("slug", TEXT),
          field("id", TEXT).rule(Rule.RESOURCE_ID),
          field("org", TEXT).rule(Rule.LABEL_VALUE),
          field("env", TEXT).rule(Rule.LABEL_VALUE),
          field("labels", MAP),
          field("annotations", MAP),
          field("tags", LIST),
          message("version", VERSION));

  static final Message SELECTOR =
      new Message(
          "KubernetesClusterSelector",
          field("clusterKind", TEXT),
          field("clusterName", TEXT).required());

  static final Message TARGET_CLUSTER =
      new Message(
          "TargetCluster",
          field("kubernetesProviderConfigId", TEXT)
              .rule(Rule.NOT_EMPTY)
              .also("kubernetesClusterCredentialId", "kubernetesCredentialId", "credentialId"),
          message("kubernetesClusterSelector", SELECTOR).inlined());

  static final Message CPU_MEMORY =
      new Message(
          "CpuMemory",
          field("cpu", QUANTITY).rule(Rule.QUANTITY),
          field("memory", QUANTITY).rule(Rule.QUANTITY));

  static final Message RESOURCES =
      new Message(
          "ContainerResources", message("limits", CPU_MEMORY), message("requests", CPU_MEMORY));

  static final Message CONTAINER =
      new Message("PerconaPostgresqlOperatorSpecContainer", message("resources", RESOURCES));

  static final Message SPEC =
      new Message(
          "PerconaPostgresqlOperatorSpec",
          message("targetCluster", TARGET_CLUSTER).neverNull(),
          field("namespace", TEXT).rule(Rule.DNS_LABEL).wrapped(),
          message("container", CONTAINER).required(),
          field("createNamespace", BOOL));

  static final Message RESOURCE =
      new Message(
          "PerconaPostgresqlOperator",
          field("apiVersion", TEXT).required().rule(Rule.API_VERSION),
          field("kind", TEXT).required().rule(Rule.KIND),
          message("metadata", METADATA).required(),
          message("spec", SPEC).required(),
          field("status", MESSAGE));

  static final Message GCP_GKE =
      new Message(
          "GcpGke",
          field("clusterEndpoint", TEXT).required(),
          field("clusterCaData", TEXT).required(),
          field("serviceAccountKeyBase64", TEXT).required());

  static final Message AWS_EKS = new Message("AwsEks");

  static final Message AZURE_AKS = new Message("AzureAks");

  static final Message DIGITAL_OCEAN_DOKS =
      new Message("DigitalOceanDoks", field("kubeConfig", TEXT).required());

  static final Message PROVIDER_CONFIG =
      new Message(
          "KubernetesProviderConfig",
          field("provider", CHOICE)
              .required()
              .choices("gcp_gke", "aws_eks", "azure_aks", "digital_ocean_doks"),
          message("gcpGke", GCP_GKE),
          message("awsEks", AWS_EKS),
          message("azureAks", AZURE_AKS),
          message("digitalOceanDoks", DIGITAL_OCEAN_DOKS));

  static final Message STACK_INPUT =
      new Message(
          "PerconaPostgresqlOperatorStackInput",
          message("target", RESOURCE).required(),
          message("providerConfig", PROVIDER_CONFIG));

  private Schema() {}

  private static Field field(String name, Field.Type type) {
    return new Field(name, type, null);
  }

  private static Field message(String name, Message message) {
    return new Field(name, MESSAGE, message);
  }
}
