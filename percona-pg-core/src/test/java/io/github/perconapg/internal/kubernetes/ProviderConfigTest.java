package io.github.perconapg.internal.kubernetes;

import static io.github.perconapg.internal.kubernetes.TestSite.CANARY;
import static io.github.perconapg.internal.kubernetes.TestSite.TWO_CONTEXTS;
import static io.github.perconapg.internal.kubernetes.TestSite.desired;
import static io.github.perconapg.internal.kubernetes.TestSite.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.ProviderConfig;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider gives of its cluster, in a manifest or in the targets file. */
class ProviderConfigTest {

  @TempDir Path folder;
  private TestSite site;

  @BeforeEach
  void machine() {
    site = new TestSite(folder);
  }

  @Test
  void aProviderConfigurationOfDigitalOceanIsUsed() {
    var provider = new ProviderConfig.DigitalOceanDoks(TWO_CONTEXTS);
    assertThat(site.server(Target.of(desired("id", provider)))).isEqualTo("https://wrong:6443");
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
    assertThat(site.server(target)).isEqualTo("https://wrong:6443");
  }

  @Test
  void aKubeconfigInsideAManifestRunsNoCommandAndReadsNoFile() {
    for (var user : List.of("{exec: {command: x, apiVersion: v}}", "{tokenFile: /etc/passwd}")) {
      var text = TWO_CONTEXTS.replace("{token: canary-5ecret}", user);
      var target = Target.of(desired("id", new ProviderConfig.DigitalOceanDoks(text)));
      refused(ProblemCode.CREDENTIAL_UNSUPPORTED, () -> site.server(target));
    }
  }

  @ParameterizedTest
  @CsvSource({"gcp_gke, gcloud", "aws_eks, aws eks", "azure_aks, az aks"})
  void aProviderThatNeedsMoreIsRefusedByNameWithTheWayOut(String provider, String tool) {
    site.write("targets.yaml", "id: {providerConfig: {provider: " + provider + "}}");
    var target = Target.of(desired("id")).targetsFile(folder.resolve("targets.yaml"));
    assertThat(refused(ProblemCode.CREDENTIAL_UNSUPPORTED, () -> site.server(target)))
        .hasMessageContaining(provider)
        .hasMessageContaining(tool);
  }

  @Test
  void aServiceAccountKeyOfGoogleIsNotQuoted() {
    var gke = new ProviderConfig.GcpGke("https://gke", "ca", CANARY);
    refused(ProblemCode.CREDENTIAL_UNSUPPORTED, () -> site.server(Target.of(desired("id", gke))));
  }
}
