package io.github.perconapg.internal.manifest;

import static io.github.perconapg.internal.manifest.Failures.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.Manifest;
import io.github.perconapg.model.ProviderConfig;
import io.github.perconapg.model.ProviderConfig.AwsEks;
import io.github.perconapg.model.ProviderConfig.AzureAks;
import io.github.perconapg.model.Spec;
import io.github.perconapg.model.StackInput;
import io.github.perconapg.model.TargetCluster;
import io.github.perconapg.problem.ProblemCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A manifest as it is found in the wild")
class WildManifestsTest {

  private static Spec spec(String fields) {
    var text = HEAD + "spec:\n  container: {}\n" + fields.indent(2);
    return Manifest.parse(text, "m.yaml").target().spec();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kubernetesProviderConfigId", "kubernetes_provider_config_id",
        "credentialId", "credential_id",
        "kubernetesCredentialId", "kubernetes_credential_id",
        "kubernetesClusterCredentialId", "kubernetes_cluster_credential_id"
      })
  void namesItsClusterByAnyNameOfTheId(String name) {
    assertThat(spec("targetCluster: { " + name + ": c1 }").targetCluster())
        .isEqualTo(new TargetCluster.ById("c1"));
    assertThat(spec("target_cluster: { " + name + ": c1 }").targetCluster())
        .isEqualTo(new TargetCluster.ById("c1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ clusterName: main, clusterKind: GcpGkeCluster }",
        "{ cluster_kind: GcpGkeCluster, cluster_name: main }",
        "{ kubernetesClusterSelector: { clusterKind: GcpGkeCluster, clusterName: main } }",
        "{ kubernetes_cluster_selector: { cluster_kind: GcpGkeCluster, cluster_name: main } }"
      })
  void namesItsClusterByKindAndName(String cluster) {
    assertThat(spec("targetCluster: " + cluster).targetCluster())
        .isEqualTo(new TargetCluster.BySelector("GcpGkeCluster", "main"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ clusterName: main }",
        "{ cluster_name: main }",
        "{ clusterName: main, clusterKind: '' }",
        "{ kubernetesClusterSelector: { clusterName: main } }"
      })
  void mayNameItsClusterWithoutItsKind(String cluster) {
    var read =
        Manifest.parse(HEAD + "spec: { container: {}, targetCluster: " + cluster + " }", "m");
    assertThat(read.target().spec().targetCluster())
        .isEqualTo(new TargetCluster.BySelector("", "main"));
    var written = Manifest.write(read.target());
    assertThat(written).doesNotContain("clusterKind");
    assertThat(Manifest.parse(written, "m").target()).isEqualTo(read.target());
  }

  /** Published catalogue pages of the ecosystem's present home say so. */
  @ParameterizedTest
  @ValueSource(strings = {"KubernetesPerconaPostgresOperator", "PerconaPostgresqlOperator"})
  void mayBeOfTheGroupThatTheEcosystemUsesNow(String kind) {
    var text =
        """
        apiVersion: kubernetes.openmcf.org/v1
        kind: %s
        metadata:
          name: my-pg-operator
          labels:
            openmcf.org/provisioner: pulumi
        spec:
          target_cluster:
            cluster_name: my-gke-cluster
          namespace:
            value: percona-system
          createNamespace: true
          container: {}
        """
            .formatted(kind);
    var read = Manifest.parse(text, "m").target();
    assertThat(read.spec().namespace()).isEqualTo("percona-system");
    assertThat(Manifest.write(read))
        .startsWith(
            "apiVersion: kubernetes.project-planton.org/v1\nkind: PerconaPostgresqlOperator");
  }

  @Test
  void mayBeOfTheOtherKind() {
    var text =
        (HEAD + "spec: { container: {} }")
            .replace("PerconaPostgresqlOperator", "KubernetesPerconaPostgresOperator");
    assertThat(Manifest.write(Manifest.parse(text, "m").target()))
        .contains("kind: PerconaPostgresqlOperator\n");
  }

  @Test
  void mayWrapItsNamespace() {
    assertThat(spec("namespace: { value: pgo }").namespace()).isEqualTo("pgo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"valueFrom", "value_from"})
  void mayNotReferToANamespaceElsewhere(String name) {
    var problem =
        Failures.one(HEAD + "spec:\n  container: {}\n  namespace: { " + name + ": { name: n } }\n");
    assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_REFERENCE);
    assertThat(problem.summary()).startsWith("m.yaml:7:14: spec.namespace is a reference");
  }

  @Test
  void maySayThatItsNamespaceExists() {
    assertThat(spec("createNamespace: false").createNamespace()).isFalse();
    assertThat(spec("create_namespace: true").createNamespace()).isTrue();
    assertThat(spec("").createNamespace()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "0.5,0.5", ".5,.5", "1e3,1e3", "\"2\",2", "500m,500m"})
  void mayWriteQuantitiesAsNumbers(String written, String read) {
    var text =
        HEAD
            + "spec: { container: { resources: { limits: { cpu: 2k, memory: "
            + written
            + " },"
            + " requests: { memory: 0 } } } }";
    assertThat(Manifest.parse(text, "m").target().spec().container().limits().memory())
        .isEqualTo(read);
  }

  @Test
  void mayHoldAStatusAndNullsThatMeanNothing() {
    var text =
        HEAD
            + """
              labels:
              tags: ~
            spec: { container: { resources: null } }
            status: { outputs: { namespace: x, future: [1, { a: b }] } }
            """;
    assertThat(Manifest.parse(text, "m").target().metadata().labels()).isEmpty();
  }

  @Test
  void maySetOneFieldTwiceToTheSameValueUnderTwoNames() {
    assertThat(
            spec("targetCluster: { credentialId: c1, kubernetesCredentialId: c1 }").targetCluster())
        .isEqualTo(new TargetCluster.ById("c1"));
  }

  private static StackInput stackInput(String config) {
    var resource = HEAD + "spec: { container: {} }\nstatus: { a: b }\n";
    return Manifest.parse("target:\n" + resource.indent(2) + config, "m");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "providerConfig: { provider: gcp_gke, gcpGke: { clusterEndpoint: e, clusterCaData: ca,"
            + " serviceAccountKeyBase64: key } }",
        "provider_config: { provider: gcp_gke, gcp_gke: { cluster_endpoint: e, cluster_ca_data: ca,"
            + " service_account_key_base64: key } }"
      })
  void mayBeAStackInputForGoogle(String config) {
    assertThat(stackInput(config).providerConfig())
        .isEqualTo(new ProviderConfig.GcpGke("e", "ca", "key"));
  }

  @Test
  void mayBeAStackInputForDigitalOcean() {
    var config =
        """
        providerConfig:
          provider: digital_ocean_doks
          digitalOceanDoks:
            kubeConfig: |
              a: b
        """;
    var snake =
        config
            .replace("providerConfig", "provider_config")
            .replace("digitalOceanDoks", "digital_ocean_doks")
            .replace("kubeConfig", "kube_config");
    var expected = new ProviderConfig.DigitalOceanDoks("a: b\n");
    assertThat(stackInput(config).providerConfig()).isEqualTo(expected);
    assertThat(stackInput(snake).providerConfig()).isEqualTo(expected);
  }

  @Test
  void mayBeAStackInputForAmazonOrAzure() {
    assertThat(stackInput("providerConfig: { provider: aws_eks, awsEks: {} }").providerConfig())
        .isEqualTo(new AwsEks());
    assertThat(stackInput("provider_config: { provider: aws_eks, aws_eks: }").providerConfig())
        .isEqualTo(new AwsEks());
    assertThat(stackInput("providerConfig: { provider: azure_aks, azureAks: {} }").providerConfig())
        .isEqualTo(new AzureAks());
    assertThat(stackInput("provider_config: { provider: azure_aks }").providerConfig())
        .isEqualTo(new AzureAks());
    assertThat(stackInput("").providerConfig()).isNull();
  }
}
