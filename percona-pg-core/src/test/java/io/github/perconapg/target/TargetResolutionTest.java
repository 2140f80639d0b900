package io.github.perconapg.target;

import static io.github.perconapg.target.TestSite.CANARY;
import static io.github.perconapg.target.TestSite.desired;
import static io.github.perconapg.target.TestSite.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.ProviderConfig;
import io.github.perconapg.problem.ProblemCode;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which cluster a target stands for. */
class TargetResolutionTest {

  private static final String TWO_CONTEXTS =
      """
      current-context: wrong
      contexts:
      - {name: wrong, context: {cluster: wrong, user: u}}
      - {name: prod, context: {cluster: prod, user: u}}
      clusters:
      - {name: wrong, cluster: {server: "https://wrong:6443"}}
      - {name: prod, cluster: {server: "https://prod:6443"}}
      users:
      - {name: u, user: {token: canary-5ecret}}
      """;

  @TempDir Path folder;
  private TestSite site;

  @BeforeEach
  void machine() {
    site = new TestSite(folder);
  }

  @Test
  void theContextOfTheManifestsNameIsUsedAndNotTheCurrentOne() {
    site.write(".kube/config", TWO_CONTEXTS);
    assertThat(server(Target.of(desired("prod")))).isEqualTo("https://prod:6443");
  }

  @Test
  void anUnknownNameListsWhatIsKnownNearestFirst() {
    site.write(".kube/config", TWO_CONTEXTS);
    site.write("targets.yaml", "staging: {context: prod}\nprod1: {context: prod}\n");
    var target = Target.of(desired("prod2")).targetsFile(folder.resolve("targets.yaml"));
    assertThat(refused(ProblemCode.TARGET_UNKNOWN, () -> server(target)))
        .hasMessageContaining("\"prod2\"")
        .hasMessageContaining("manifest.yaml")
        .hasMessageContaining("prod1, staging")
        .hasMessageContaining("prod, wrong");
  }

  @Test
  void anUnknownNameIsNeverTheCurrentContextEvenOfAnExplicitKubeconfig() {
    var file = site.write("mine.yaml", TWO_CONTEXTS);
    var target = Target.of(desired("other")).kubeconfig(List.of(file));
    refused(ProblemCode.TARGET_UNKNOWN, () -> server(target));
  }

  @Test
  void aNamedClusterIsNeverTheInClusterAccount() {
    pod();
    assertThat(refused(ProblemCode.TARGET_UNKNOWN, () -> server(Target.of(desired("prod")))))
        .hasMessageContaining("there is no kubeconfig");
  }

  @Test
  void aManifestThatNamesNoClusterUsesTheCurrentContext() {
    site.write(".kube/config", TWO_CONTEXTS);
    assertThat(server(Target.of(desired(null)))).isEqualTo("https://wrong:6443");
  }

  @Test
  void withoutACurrentContextTheContextsAreListed() {
    site.write(".kube/config", TWO_CONTEXTS.replace("current-context: wrong", ""));
    assertThat(refused(ProblemCode.TARGET_UNKNOWN, () -> server(Target.of(desired(null)))))
        .hasMessageContaining("prod, wrong");
  }

  @Test
  void aManifestThatNamesNoClusterUsesThePodsAccountInAPod() {
    pod();
    try (var connection = site.connect(Target.of(desired(null)))) {
      var resolved = connection.resolved();
      assertThat(resolved.name()).isEqualTo("in-cluster");
      assertThat(resolved.server()).isEqualTo("https://10.0.0.1:8443");
      assertThat(resolved.identity()).isEqualTo("system:serviceaccount:ci:builder");
      assertThat(connection.workerKubeconfig(java.time.Duration.ofMinutes(5)))
          .contains("\"tokenFile\":\"" + folder.resolve(SERVICE_ACCOUNT + "token") + "\"")
          .doesNotContain(CANARY);
    }
  }

  @Test
  void withoutAnythingTheMissingKubeconfigIsNamed() {
    assertThat(refused(ProblemCode.KUBECONFIG_NOT_FOUND, () -> server(Target.of(desired(null)))))
        .hasMessageContaining(".kube/config");
  }

  @Test
  void anExplicitContextWinsOverEverythingElse() {
    site.write(".kube/config", TWO_CONTEXTS);
    site.write("targets.yaml", "prod: {context: prod}\n");
    var target =
        Target.of(desired("prod", new ProviderConfig.AwsEks()))
            .targetsFile(folder.resolve("targets.yaml"))
            .context("wrong");
    assertThat(target.explicit()).isTrue();
    assertThat(server(target)).isEqualTo("https://wrong:6443");
  }

  @Test
  void anUnknownExplicitContextIsRefused() {
    var file = site.write("mine.yaml", TWO_CONTEXTS);
    assertThat(
            refused(
                ProblemCode.TARGET_UNKNOWN, () -> server(Target.kubeconfig(file).context("prdo"))))
        .hasMessageContaining("prod, wrong");
  }

  @Test
  void theTargetsFileWinsOverAContextOfTheSameName() {
    site.write(".kube/config", TWO_CONTEXTS);
    site.write("config/clusters/eu.yaml", TWO_CONTEXTS.replace("prod:6443", "eu:6443"));
    site.write("config/targets.yaml", "prod: { kubeconfig: clusters/eu.yaml, context: prod }\n");
    var target = Target.of(desired("prod")).targetsFile(folder.resolve("config/targets.yaml"));
    try (var connection = site.connect(target)) {
      assertThat(connection.resolved().server()).isEqualTo("https://eu:6443");
      assertThat(connection.resolved().name()).isEqualTo("prod");
      assertThat(connection.resolved().source()).endsWith("targets.yaml:1:7");
    }
  }

  @Test
  void aProviderConfigurationOfDigitalOceanIsUsed() {
    var provider = new ProviderConfig.DigitalOceanDoks(TWO_CONTEXTS);
    assertThat(server(Target.of(desired("id", provider)))).isEqualTo("https://wrong:6443");
  }

  @Test
  void aProviderConfigurationInTheTargetsFileIsUsed() {
    site.write(
        "targets.yaml",
        """
        id:
          providerConfig:
            provider: digital_ocean_doks
            digitalOceanDoks:
              kubeConfig: |
        """
            + TWO_CONTEXTS.indent(8));
    var target = Target.of(desired("id")).targetsFile(folder.resolve("targets.yaml"));
    assertThat(server(target)).isEqualTo("https://wrong:6443");
  }

  @Test
  void aKubeconfigInsideAManifestRunsNoCommandAndReadsNoFile() {
    for (var user : List.of("{exec: {command: x, apiVersion: v}}", "{tokenFile: /etc/passwd}")) {
      var text = TWO_CONTEXTS.replace("{token: canary-5ecret}", user);
      var target = Target.of(desired("id", new ProviderConfig.DigitalOceanDoks(text)));
      refused(ProblemCode.CREDENTIAL_UNSUPPORTED, () -> server(target));
    }
  }

  @ParameterizedTest
  @CsvSource({"gcp_gke, gcloud", "aws_eks, aws eks", "azure_aks, az aks"})
  void aProviderThatNeedsMoreIsRefusedByNameWithTheWayOut(String provider, String tool) {
    site.write("targets.yaml", "id: {providerConfig: {provider: " + provider + "}}");
    var target = Target.of(desired("id")).targetsFile(folder.resolve("targets.yaml"));
    assertThat(refused(ProblemCode.CREDENTIAL_UNSUPPORTED, () -> server(target)))
        .hasMessageContaining(provider)
        .hasMessageContaining(tool);
  }

  @Test
  void aServiceAccountKeyOfGoogleIsNotQuoted() {
    var gke = new ProviderConfig.GcpGke("https://gke", "ca", CANARY);
    refused(ProblemCode.CREDENTIAL_UNSUPPORTED, () -> server(Target.of(desired("id", gke))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id: {kubeconfg: a, context: b} | 1:17 | kubeconfig",
        "id: {kubeconfig: a} | 1:5 | context: NAME",
        "id: {kubeconfig: a, context: ''} | 1:30 | empty",
        "id: [a] | 1:5 | mapping",
        "id: {providerConfig: {provider: openstack}} | 1:33 | digital_ocean_doks",
        "id: {providerConfig: {provider: digital_ocean_doks}} | 1:22 | kubeConfig",
        "id: {context: a, context: b} | 1:18 | twice",
        "'id: {' | 1: | well-formed",
      })
  void aMistakeInTheTargetsFileIsNamedByItsPlace(String text, String place, String hint) {
    site.write("targets.yaml", text);
    var target = Target.of(desired("id")).targetsFile(folder.resolve("targets.yaml"));
    assertThat(refused(ProblemCode.TARGETS_FILE_INVALID, () -> server(target)))
        .hasMessageContaining("targets.yaml:" + place)
        .hasMessageContaining(hint);
  }

  @Test
  void theVariableKubeconfigIsAPathListMergedAsInKubectl() {
    site.write(
        "a/config",
        "current-context: prod\nclusters:\n- {name: c, cluster: {server: "
            + "\"https://first:1\"}}\n");
    site.write("b/token", "from-b");
    site.write(
        "b/config",
        """
        current-context: ignored
        contexts: [{name: prod, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: "https://second:2"}}]
        users: [{name: u, user: {tokenFile: token}}]
        """);
    site.variables.put(
        "KUBECONFIG",
        String.join(
            File.pathSeparator,
            folder.resolve("absent").toString(),
            folder.resolve("a/config").toString(),
            folder.resolve("b/config").toString()));
    assertThat(server(Target.of(desired(null)))).isEqualTo("https://first:1");
  }

  @Test
  void emptySectionsAsKubectlWritesThemAreNoMistake() {
    site.write(".kube/config", "apiVersion: v1\nclusters: null\ncontexts: null\nusers: null\n");
    refused(ProblemCode.TARGET_UNKNOWN, () -> server(Target.of(desired("prod"))));
  }

  @Test
  void aMistakeInAnotherContextDoesNotMatter() {
    site.write(
        ".kube/config", TWO_CONTEXTS.replace("server: \"https://wrong:6443\"", "server: nonsense"));
    assertThat(server(Target.of(desired("prod")))).isEqualTo("https://prod:6443");
  }

  @Test
  void aServerWithoutASchemeIsRefused() {
    site.write(".kube/config", TWO_CONTEXTS.replace("https://prod", "prod"));
    refused(ProblemCode.KUBECONFIG_INVALID, () -> server(Target.of(desired("prod"))));
  }

  @Test
  void deepNestingIsRefusedLikeAnyUnreadableFile() {
    site.write(".kube/config", "contexts: " + "[".repeat(20_000));
    refused(ProblemCode.KUBECONFIG_INVALID, () -> server(Target.of(desired("prod"))));
  }

  @Test
  void aDesiredStateForAnotherClusterIsRefused() {
    site.write(".kube/config", TWO_CONTEXTS);
    try (var connection = site.connect(Target.of(desired("prod")))) {
      connection.requireSameTarget(desired("prod"));
      connection.requireSameTarget(desired(null));
      assertThat(
              refused(
                  ProblemCode.TARGET_MISMATCH,
                  () -> connection.requireSameTarget(desired("wrong"))))
          .hasMessageContaining("https://wrong:6443")
          .hasMessageContaining("https://prod:6443");
      refused(ProblemCode.TARGET_UNKNOWN, () -> connection.requireSameTarget(desired("unknown")));
    }
  }

  @Test
  void anotherNameForTheSameServerIsTheSameCluster() {
    site.write(
        ".kube/config",
        TWO_CONTEXTS
            .replace("https://prod:6443", "https://same/")
            .replace("wrong:6443", "SAME:443"));
    try (var connection = site.connect(Target.of(desired("prod")))) {
      connection.requireSameTarget(desired("wrong"));
    }
  }

  @Test
  void anExplicitContextAcceptsEveryManifest() {
    var file = site.write("mine.yaml", TWO_CONTEXTS);
    try (var connection = site.connect(Target.kubeconfig(file).context("prod"))) {
      connection.requireSameTarget(desired("wrong"));
      connection.requireSameTarget(desired("unknown"));
    }
  }

  @Test
  void anExplicitKubeconfigWithoutAContextStillRefusesAnotherCluster() {
    var file = site.write("mine.yaml", TWO_CONTEXTS);
    try (var connection = site.connect(Target.kubeconfig(file))) {
      assertThat(connection.resolved().name()).isEqualTo("wrong");
      refused(ProblemCode.TARGET_MISMATCH, () -> connection.requireSameTarget(desired("prod")));
    }
  }

  private static final String SERVICE_ACCOUNT = "var/run/secrets/kubernetes.io/serviceaccount/";

  private void pod() {
    var claims = "{\"sub\": \"system:serviceaccount:ci:builder\"}".getBytes(StandardCharsets.UTF_8);
    var payload = Base64.getUrlEncoder().withoutPadding().encodeToString(claims);
    site.variables.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    site.variables.put("KUBERNETES_SERVICE_PORT", "8443");
    site.write(SERVICE_ACCOUNT + "token", "e30." + payload + "." + CANARY + "\n");
    site.write(SERVICE_ACCOUNT + "ca.crt", new TestAuthority("pod").pem());
  }

  private String server(Target target) {
    try (var connection = site.connect(target)) {
      return connection.resolved().server();
    }
  }
}
