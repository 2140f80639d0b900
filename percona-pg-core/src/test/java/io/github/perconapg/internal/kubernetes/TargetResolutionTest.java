package io.github.perconapg.internal.kubernetes;

import static io.github.perconapg.internal.kubernetes.TestSite.CANARY;
import static io.github.perconapg.internal.kubernetes.TestSite.TWO_CONTEXTS;
import static io.github.perconapg.internal.kubernetes.TestSite.desired;
import static io.github.perconapg.internal.kubernetes.TestSite.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.ProviderConfig;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cluster a target stands for. */
class TargetResolutionTest {

  private static final String SERVICE_ACCOUNT = "var/run/secrets/kubernetes.io/serviceaccount/";

  @TempDir Path folder;
  private TestSite site;

  @BeforeEach
  void machine() {
    site = new TestSite(folder);
  }

  @Test
  void theContextOfTheManifestsNameIsUsedAndNotTheCurrentOne() {
    site.write(".kube/config", TWO_CONTEXTS);
    assertThat(site.server(Target.of(desired("prod")))).isEqualTo("https://prod:6443");
  }

  @Test
  void anUnknownNameListsWhatIsKnownNearestFirst() {
    site.write(".kube/config", TWO_CONTEXTS);
    site.write("targets.yaml", "staging: {context: prod}\nprod1: {context: prod}\n");
    var target = Target.of(desired("prod2")).targetsFile(folder.resolve("targets.yaml"));
    assertThat(refused(ProblemCode.TARGET_UNKNOWN, () -> site.server(target)))
        .hasMessageContaining("\"prod2\"")
        .hasMessageContaining("manifest.yaml")
        .hasMessageContaining("prod1, staging")
        .hasMessageContaining("prod, wrong");
  }

  @Test
  void anUnknownNameIsNeverTheCurrentContextEvenOfAnExplicitKubeconfig() {
    var file = site.write("mine.yaml", TWO_CONTEXTS);
    var target = Target.of(desired("other")).kubeconfig(List.of(file));
    refused(ProblemCode.TARGET_UNKNOWN, () -> site.server(target));
  }

  @Test
  void aNamedClusterIsNeverTheInClusterAccount() {
    pod();
    assertThat(refused(ProblemCode.TARGET_UNKNOWN, () -> site.server(Target.of(desired("prod")))))
        .hasMessageContaining("there is no kubeconfig");
  }

  @Test
  void aManifestThatNamesNoClusterUsesTheCurrentContext() {
    site.write(".kube/config", TWO_CONTEXTS);
    assertThat(site.server(Target.of(desired(null)))).isEqualTo("https://wrong:6443");
  }

  @Test
  void withoutACurrentContextTheContextsAreListed() {
    site.write(".kube/config", TWO_CONTEXTS.replace("current-context: wrong", ""));
    assertThat(refused(ProblemCode.TARGET_UNKNOWN, () -> site.server(Target.of(desired(null)))))
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
      assertThat(connection.workerKubeconfig(Duration.ofMinutes(5)))
          .contains("\"tokenFile\":\"" + folder.resolve(SERVICE_ACCOUNT + "token") + "\"")
          .doesNotContain(CANARY);
    }
  }

  @Test
  void withoutAnythingTheMissingKubeconfigIsNamed() {
    assertThat(
            refused(ProblemCode.KUBECONFIG_NOT_FOUND, () -> site.server(Target.of(desired(null)))))
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
    assertThat(site.server(target)).isEqualTo("https://wrong:6443");
  }

  @Test
  void anUnknownExplicitContextIsRefused() {
    var file = site.write("mine.yaml", TWO_CONTEXTS);
    assertThat(
            refused(
                ProblemCode.TARGET_UNKNOWN,
                () -> site.server(Target.kubeconfig(file).context("prdo"))))
        .hasMessageContaining("prod, wrong");
  }

  private void pod() {
    var claims = "{\"sub\": \"system:serviceaccount:ci:builder\"}".getBytes(StandardCharsets.UTF_8);
    var payload = Base64.getUrlEncoder().withoutPadding().encodeToString(claims);
    site.variables.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    site.variables.put("KUBERNETES_SERVICE_PORT", "8443");
    site.write(SERVICE_ACCOUNT + "token", "e30." + payload + "." + CANARY + "\n");
    site.write(SERVICE_ACCOUNT + "ca.crt", new TestAuthority("pod").pem());
  }
}
