package io.github.perconapg.target;

import static io.github.perconapg.target.TestSite.TWO_CONTEXTS;
import static io.github.perconapg.target.TestSite.desired;
import static io.github.perconapg.target.TestSite.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
