package io.github.perconapg.internal.kubernetes;

import static io.github.perconapg.internal.kubernetes.TestSite.CANARY;
import static io.github.perconapg.internal.kubernetes.TestSite.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What cannot be a header's value is refused where it is read, by name: the JDK's client would
 * refuse it with the value in its message.
 */
class UnsendableCredentialTest {

  @TempDir Path folder;
  private TestSite site;
  private TestApiServer server;

  @BeforeEach
  void start() {
    site = new TestSite(folder);
    server = TestApiServer.https(new TestAuthority("ca").issue("server", "localhost"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\n", "\\r", "\\0", "\\e", "\\u017a"})
  void aTokenInTheKubeconfig(String character) {
    user("token: \"" + CANARY + character + CANARY + "\"");
    assertThat(refused(ProblemCode.KUBECONFIG_INVALID, site::connect))
        .hasMessageContaining(".kube/config:")
        .hasMessageContaining("token holds a ")
        .hasMessageContaining("so it cannot be sent");
  }

  @Test
  void aTokenFileOfTwoLines() {
    site.write(".kube/token", CANARY + "\n" + CANARY + "\n");
    user("tokenFile: token");
    assertThat(refused(ProblemCode.KUBECONFIG_INVALID, site::connect))
        .hasMessageContaining(".kube/token holds a line break");
  }

  @Test
  void theLineBreakAtTheEndOfATokenFileIsNoPartOfIt() {
    site.write(".kube/token", CANARY + "\r\n");
    user("tokenFile: token");
    get();
    assertThat(server.last().header("authorization")).isEqualTo("Bearer " + CANARY);
  }

  @Test
  void aTokenFileThatIsDamagedLaterLeavesTheLastTokenInUse() {
    site.write(".kube/token", CANARY);
    user("tokenFile: token");
    try (var connection = site.connect()) {
      site.write(".kube/token", "other\nlines");
      connection.client().raw("/version");
    }
    assertThat(server.last().header("authorization")).isEqualTo("Bearer " + CANARY);
  }

  @Test
  void aTokenOfAPlugin() {
    site.command(
        "login",
        """
        cat <<'END'
        {"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1",
         "status": {"token": "%s\\n%s"}}
        END
        """
            .formatted(CANARY, CANARY));
    user("exec: {command: login, apiVersion: client.authentication.k8s.io/v1}");
    assertThat(refused(ProblemCode.EXEC_PLUGIN_FAILED, site::connect))
        .hasMessageContaining("its token holds a line break");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "as: \"canary-5ecret\\nx\"",
        "as: a\nas-uid: \"canary-5ecret\\rx\"",
        "as: a\nas-groups: [\"canary-5ecret\\u0141\"]",
        "as: a\nas-user-extra: {scope: [\"canary-5ecret\\nx\"]}"
      })
  void whoToActAs(String fields) {
    user("token: some-token\n" + fields);
    assertThat(refused(ProblemCode.KUBECONFIG_INVALID, site::connect))
        .hasMessageContaining(".kube/config:")
        .hasMessageContaining("as");
  }

  private void user(String fields) {
    site.kubeconfig(
        "dev", "https://localhost:" + server.port(), "insecure-skip-tls-verify: true", fields);
  }

  private void get() {
    try (var connection = site.connect()) {
      connection.client().raw("/version");
    }
  }
}
