package io.github.perconapg.internal.kubernetes;

import static io.github.perconapg.internal.kubernetes.TestSite.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.kubeconfig.Pem;
import io.github.perconapg.model.Target;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Helm worker gets works without the caller's environment. */
class WorkerKubeconfigTest {

  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final Duration RUN = Duration.ofMinutes(5);

  @TempDir Path folder;
  private TestSite site;

  @BeforeEach
  void machine() {
    site = new TestSite(folder);
  }

  @Test
  void everythingThatIsNeededIsInlineAndReadsBackTheSame() {
    var client = AUTHORITY.issue("the client");
    site.write(".kube/ca.crt", AUTHORITY.pem());
    site.write(".kube/client.crt", client.certificatePem());
    site.write(".kube/client.key", client.keyPem());
    site.kubeconfig(
        "dev",
        "https://api:6443/prefix",
        """
        certificate-authority: ca.crt
        tls-server-name: other.example.com
        proxy-url: http://proxy:3128
        """,
        """
        client-certificate: client.crt
        client-key: client.key
        token: "012"
        as: jane
        as-uid: u-1
        as-groups: [g]
        as-user-extra: {k: [v]}
        """);
    var text = worker();
    assertThat(text).doesNotContain("client.crt", "ca.crt", "exec");

    site.write(".kube/config", text);
    try (var again = site.connect(Target.of(TestSite.desired("target")))) {
      assertThat(again.workerKubeconfig(RUN)).isEqualTo(text);
      assertThat(again.resolved().server()).isEqualTo("https://api:6443/prefix");
      assertThat(again.resolved().identity()).isEqualTo("target as jane");
    }
    assertThat(text)
        .contains(
            "\"tls-server-name\":\"other.example.com\"", "\"proxy-url\":\"http://proxy:3128\"")
        .contains("\"token\":\"012\"", "\"as-uid\":\"u-1\"", "\"as-groups\":[\"g\"]")
        .contains("\"as-user-extra\":{\"k\":[\"v\"]}");
  }

  @Test
  void aPluginsTokenStandsInPlaceOfThePlugin() {
    plugin("2999-01-01T00:00:00Z", "2999-01-01T00:00:00Z");
    assertThat(worker()).contains("\"token\":\"t1\"").doesNotContain("exec");
  }

  @Test
  void aTokenThatEndsTooEarlyIsRenewed() {
    plugin(Instant.now().plusSeconds(60).toString(), "2999-01-01T00:00:00Z");
    assertThat(worker()).contains("\"token\":\"t2\"");
  }

  @Test
  void aTokenThatEndsTooEarlyAgainIsRefusedWithItsTime() {
    var soon = Instant.now().plusSeconds(60).toString();
    plugin(soon, soon);
    assertThat(refused(ProblemCode.CREDENTIAL_EXPIRED, this::worker))
        .hasMessageContaining(soon)
        .hasMessageContaining("two minutes");
  }

  @Test
  void aPluginsTokenNeedNotOutliveTheRunSinceThePluginIsAskedAgain() {
    var fourteen = Instant.now().plus(Duration.ofMinutes(14)).toString();
    plugin(fourteen, fourteen);
    try (var connection = site.connect()) {
      assertThat(connection.workerKubeconfig(Duration.ofMinutes(20))).contains("\"token\":\"t2\"");
    }
  }

  @Test
  void aTokenOfTheKubeconfigHasToOutliveTheRun() {
    var claims = "{\"exp\":" + Instant.now().plus(Duration.ofMinutes(14)).getEpochSecond() + "}";
    var token =
        "e30."
            + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8))
            + ".s";
    site.kubeconfig("dev", "https://api:6443", "", "token: " + token);
    try (var connection = site.connect()) {
      connection.requireCredential(Duration.ofMinutes(10));
      assertThat(
              refused(
                  ProblemCode.CREDENTIAL_EXPIRED,
                  () -> connection.requireCredential(Duration.ofMinutes(20))))
          .hasMessageContaining("shorter timeout");
    }
  }

  @Test
  void aClientCertificateThatEndsTooEarlyIsRefused() {
    var client = AUTHORITY.issue("the client", Duration.ofDays(-1), Duration.ofMinutes(1));
    site.kubeconfig(
        "dev",
        "https://api:6443",
        "",
        "client-certificate-data: %s\nclient-key-data: %s"
            .formatted(Pem.base64(client.certificatePem()), Pem.base64(client.keyPem())));
    refused(ProblemCode.CREDENTIAL_EXPIRED, this::worker);
  }

  private void plugin(String firstEnds, String secondEnds) {
    site.command(
        "login",
        """
        if [ -e %1$s/ran ]; then token=t2; ends=%3$s; else token=t1; ends=%2$s; fi
        touch %1$s/ran
        echo '{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1",'
        echo '"status": {"token": "'$token'", "expirationTimestamp": "'$ends'"}}'
        """
            .formatted(folder, firstEnds, secondEnds));
    site.kubeconfig(
        "dev",
        "https://api:6443",
        "",
        "exec: {command: login, apiVersion: client.authentication.k8s.io/v1}");
  }

  private String worker() {
    try (var connection = site.connect()) {
      return connection.workerKubeconfig(RUN);
    }
  }
}
