package io.github.perconapg.internal.manifest;

import static io.github.perconapg.internal.manifest.Failures.HEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.perconapg.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A secret in a manifest")
class SecretsTest {

  private static final String CANARY = "Q0FOQVJZ-5ecre7";

  private static String withConfig(String config) {
    var resource = (HEAD + "spec: { container: {} }\n").indent(2);
    return "target:\n"
        + resource
        + "providerConfig:\n"
        + config.replace("CANARY", CANARY).indent(2);
  }

  /** Everything that a log could show of the failure. */
  private static String failure(String text) {
    var thrown = catchThrowable(() -> Manifest.parse(text, "m.yaml"));
    assertThat(thrown).isNotNull();
    var trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcpGke: { serviceAccountKeyBase64: [CANARY] }",
        "gcpGke: { serviceAccountKeyBase64: CANARY, wrong: 1 }",
        "gcpGke: { wrong: 1, \"serviceAccountKeyBase64\": \"CANARY\" }",
        "gcp_gke:\n  service_account_key_base64: CANARY\n  service_account_key_base64: CANARY",
        "gcpGke:\n  serviceAccountKeyBase64: !CANARY x",
        "gcpGke:\n  serviceAccountKeyBase64: *CANARY",
        "gcpGke:\n  serviceAccountKeyBase64: @CANARY",
        "gcpGke:\n  serviceAccountKeyBase64: CANARY: b",
        "gcpGke:\n  serviceAccountKeyBase64: \"CANARY",
        "gcpGke:\n  serviceAccountKeyBase64: \"\\qCANARY\"",
        "gcpGke:\n  serviceAccountKeyBase64:\n    CANARY: x",
        "gcpGke:\n  serviceAccountKeyBase64:\n    - CANARY",
        "gcpGke:\n  serviceAccountKeyBas64: CANARY",
        "gcpGke:\n  serviceAccountKeyBase64: |\n    CANARY\n   CANARY: b",
        "digitalOceanDoks:\n  kubeConfig: |\n    apiVersion: v1\n\ttoken: CANARY",
        "digitalOceanDoks:\n  kubeConfig:\n    apiVersion: v1\n    users:\n    - user: CANARY",
        "digital_ocean_doks:\n  kube_config: >-\n    CANARY\n  kube_config: CANARY",
        "digitalOceanDoks: { token: CANARY }",
        "digitalOceanDoks: { apiToken: CANARY, user_password: CANARY }",
        "digitalOceanDoks: { client-secret : CANARY }"
      })
  void isNotShownByAFindingAboutItsField(String config) {
    var text = withConfig("provider: gcp_gke\n" + config);
    assertThat(failure(text)).contains("m.yaml:").doesNotContain(CANARY);
  }

  @Test
  void isNotShownWhereItsIndentationWasLost() {
    var line = "YXBpVmVyc2lvbjogdjEKa2luZDogQ29uZmlnCmNsdXN0ZXJzOgotIGNsdXN0ZXI6CiAgICBj";
    var text =
        withConfig("provider: digital_ocean_doks\ndigitalOceanDoks:\n  kubeConfig: |")
            + line
            + "\n"
            + line
            + ": x\n";
    assertThat(failure(text)).contains("m.yaml:").doesNotContain("YXBpVm");
  }

  @Test
  void isNotShownByAFindingAboutAnOverride(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("m.yaml"), HEAD + "spec: { container: {} }");
    var override = "metadata.wrong.token=" + CANARY;
    assertThat(Failures.ofAll(List.of(file), override).get(0).render())
        .contains("override 1", "******")
        .doesNotContain(CANARY);
  }

  @Test
  void doesNotHideTheLinesAroundIt() {
    var text =
        withConfig("provider: gcp_gke\ngcpGke:\n  serviceAccountKeyBase64: CANARY\n  wrong: 1");
    assertThat(failure(text)).contains("|     wrong: ******\n");
  }

  @Test
  void isNotMistakenForTheIdOfACredential() {
    assertThat(failure(HEAD + "spec: { targetCluster: { credentialId: [k8scred_1] } }"))
        .contains("credentialId: [k8scred_1]");
  }

  @Test
  void isNotInTheTextOfWhatWasRead() {
    var text =
        withConfig(
            "provider: gcp_gke\ngcpGke: { clusterEndpoint: e, clusterCaData: c,"
                + " serviceAccountKeyBase64: CANARY }");
    assertThat(Manifest.parse(text, "m").toString()).contains("GcpGke").doesNotContain(CANARY);
  }
}
