package io.github.perconapg.internal.kubeconfig;

import static io.github.perconapg.internal.kubernetes.TestSite.TWO_CONTEXTS;
import static io.github.perconapg.internal.kubernetes.TestSite.desired;
import static io.github.perconapg.internal.kubernetes.TestSite.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.internal.kubernetes.TestSite;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of kubeconfig files, and what in them is a mistake. */
class KubeconfigTest {

  @TempDir Path folder;
  private TestSite site;

  @BeforeEach
  void machine() {
    site = new TestSite(folder);
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
    assertThat(site.server(Target.of(desired(null)))).isEqualTo("https://first:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "", "~", "null"})
  void anEmptyCurrentContextIsUnset(String current) {
    var a = site.write("a", "current-context: " + current + "\nclusters: []\n");
    var b =
        site.write("b", TWO_CONTEXTS.replace("current-context: wrong", "current-context: prod"));
    site.variables.put("KUBECONFIG", a + File.pathSeparator + b);
    assertThat(site.server(Target.of(desired(null)))).isEqualTo("https://prod:6443");
  }

  @Test
  void anEntryWithoutABodyIsAnEmptyOne() {
    site.write(
        ".kube/config",
        """
        current-context: prod
        contexts: [{name: prod, context: {cluster: c, user: u}}, {name: unused}]
        clusters: [{name: c, cluster: {server: "https://c:1"}}, {name: unused, cluster: null}]
        users: [{name: u}]
        """);
    assertThat(site.server(Target.of(desired(null)))).isEqualTo("https://c:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"''", "~"})
  void aContextWithAnEmptyClusterNamesNone(String cluster) {
    site.write(
        ".kube/config",
        TWO_CONTEXTS.replace("cluster: prod, user", "cluster: " + cluster + ", user"));
    refused(ProblemCode.KUBECONFIG_INVALID, () -> site.server(Target.of(desired("prod"))));
  }

  @ParameterizedTest
  @CsvSource({
    "user, 'token: REDACTED', token was omitted",
    "user, 'client-certificate-data: DATA+OMITTED', client-certificate-data was omitted",
    "user, 'password: REDACTED', password was omitted",
    "cluster, 'certificate-authority-data: DATA+OMITTED', certificate-authority-data was omitted",
    "cluster, 'certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==', not usable",
    "cluster, 'certificate-authority-data:"
        + " TFMwdExTMUNSVWRKVGlCRFJWSlVTVVpKUTBGVVJTMHRMUzB0Q2c9PQ==', encoded twice",
    "cluster, 'certificate-authority-data: \"-----BEGIN CERTIFICATE-----\"', holds PEM text"
  })
  void whatAHabitHasDamagedIsNamedByTheHabit(String entry, String field, String what) {
    var text =
        entry.equals("user")
            ? TWO_CONTEXTS.replace("{token: canary-5ecret}", "{username: x, " + field + "}")
            : TWO_CONTEXTS.replace("\"https://prod:6443\"", "\"https://prod:6443\", " + field);
    site.write(".kube/config", text.replace("username: x, token", "token"));
    assertThatThrownBy(() -> site.server(Target.of(desired("prod"))))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining(what)
        .hasMessageContaining("kubeconfig-invalid");
  }

  @Test
  void aFileThatIsStillEncodedIsNamedSo() {
    var encoded = Base64.getMimeEncoder().encodeToString(TWO_CONTEXTS.getBytes(UTF_8));
    site.write(".kube/config", encoded + "\n");
    assertThatThrownBy(() -> site.server(Target.of(desired("prod"))))
        .hasMessageContaining("still base64-encoded")
        .hasMessageContaining("base64 -d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
  void aFileInUtf16IsNamedSo(String charset) throws IOException {
    var file = site.write(".kube/config", "");
    Files.write(file, TWO_CONTEXTS.getBytes(Charset.forName(charset)));
    assertThatThrownBy(() -> site.server(Target.of(desired("prod"))))
        .hasMessageContaining("config:1:1: the file is in UTF-16")
        .hasMessageContaining("PowerShell");
  }

  @Test
  void emptySectionsAsKubectlWritesThemAreNoMistake() {
    site.write(".kube/config", "apiVersion: v1\nclusters: null\ncontexts: null\nusers: null\n");
    refused(ProblemCode.TARGET_UNKNOWN, () -> site.server(Target.of(desired("prod"))));
  }

  @Test
  void aMistakeInAnotherContextDoesNotMatter() {
    site.write(
        ".kube/config", TWO_CONTEXTS.replace("server: \"https://wrong:6443\"", "server: nonsense"));
    assertThat(site.server(Target.of(desired("prod")))).isEqualTo("https://prod:6443");
  }

  @Test
  void aServerWithoutASchemeIsRefused() {
    site.write(".kube/config", TWO_CONTEXTS.replace("https://prod", "prod"));
    refused(ProblemCode.KUBECONFIG_INVALID, () -> site.server(Target.of(desired("prod"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\\UFFFFFFFF\"", "!%20 x", "a: !<%FF> x", "a: \uFEFF", "- ? ? ? {", "a\u0000"})
  void aTextThatIsNotYamlIsRefusedAtItsPlace(String text) {
    site.write(".kube/config", "# a\n" + text);
    assertThatThrownBy(() -> site.server(Target.of(desired("prod"))))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageMatching("(?s).*config:\\d+:\\d+: .*kubeconfig-invalid.*");
  }

  @Test
  void deepNestingIsRefusedLikeAnyUnreadableFile() {
    site.write(".kube/config", "contexts: " + "[".repeat(20_000));
    refused(ProblemCode.KUBECONFIG_INVALID, () -> site.server(Target.of(desired("prod"))));
  }
}
