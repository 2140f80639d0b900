package io.github.perconapg.manifest;

import static io.github.perconapg.manifest.Schema.Type.BOOL;
import static io.github.perconapg.manifest.Schema.Type.CHOICE;
import static io.github.perconapg.manifest.Schema.Type.LIST;
import static io.github.perconapg.manifest.Schema.Type.MAP;
import static io.github.perconapg.manifest.Schema.Type.MESSAGE;
import static io.github.perconapg.manifest.Schema.Type.QUANTITY;
import static io.github.perconapg.manifest.Schema.Type.TEXT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a manifest, as the {@code .proto} files declare it: a line for each field, with its
 * rule and the other names under which it is read. Every name is read in snake_case too.
 */
final class Schema {

  /** What a field holds. */
  enum Type {
    TEXT,
    /** Text too, but a number is read as the text that stands there: {@code cpu: 0.5}. */
    QUANTITY,
    BOOL,
    CHOICE,
    MESSAGE,
    MAP,
    LIST
  }

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
          field("clusterKind", TEXT).required(),
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

  private static Field field(String name, Type type) {
    return new Field(name, type, null);
  }

  private static Field message(String name, Message message) {
    return new Field(name, MESSAGE, message);
  }

  /** The snake_case form of a lowerCamelCase name. */
  static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** A field; changed only while the tables above are built. */
  static final class Field {
    final String name;
    final Type type;

    /** Null for other types, and for a message that is passed over. */
    final @Nullable Message message;

    boolean required;
    @Nullable Rule rule;
    List<String> choices = List.of();
    private List<String> aliases = List.of();

    /** Whether {@code { value: text }} is read as the text. */
    boolean wrapped;

    /** Whether a null is an error, since it could lead to the wrong cluster. */
    boolean neverNull;

    private boolean inlined;

    private Field(String name, Type type, @Nullable Message message) {
      this.name = name;
      this.type = type;
      this.message = message;
    }

    private Field required() {
      required = true;
      return this;
    }

    private Field rule(Rule rule) {
      this.rule = rule;
      return this;
    }

    private Field choices(String... choices) {
      this.choices = List.of(choices);
      return this;
    }

    /** Other lowerCamelCase names. */
    private Field also(String... aliases) {
      this.aliases = List.of(aliases);
      return this;
    }

    private Field wrapped() {
      wrapped = true;
      return this;
    }

    /** The message's fields may also stand in the parent. */
    private Field inlined() {
      inlined = true;
      return this;
    }

    private Field neverNull() {
      neverNull = true;
      return this;
    }
  }

  /** A message: its fields, and the fields that each readable name leads through. */
  static final class Message {
    final String name;
    final List<Field> fields;
    private final Map<String, List<Field>> byName = new LinkedHashMap<>();

    Message(String name, Field... fields) {
      this.name = name;
      this.fields = List.of(fields);
      for (var field : fields) {
        register(field.name, List.of(field));
        for (var alias : field.aliases) {
          register(alias, List.of(field));
        }
        if (field.inlined && field.message != null) {
          field.message.fields.forEach(inner -> register(inner.name, List.of(field, inner)));
        }
      }
    }

    private void register(String name, List<Field> fields) {
      byName.put(name, fields);
      byName.put(snake(name), fields);
    }

    /** The field of a name, preceded by the field it stands in where that is left out; or null. */
    @Nullable List<Field> lookup(String name) {
      return byName.get(name);
    }

    /** The canonical names. */
    List<String> names() {
      var names = new ArrayList<String>();
      fields.forEach(field -> names.add(field.name));
      return names;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
