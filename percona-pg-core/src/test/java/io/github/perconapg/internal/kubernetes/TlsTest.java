package io.github.perconapg.internal.kubernetes;

import static io.github.perconapg.internal.kubernetes.TestSite.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.kubeconfig.Pem;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which servers are trusted, and how a distrusted one is named. */
class TlsTest {

  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  @TempDir Path folder;

  @Test
  void theAuthorityOfTheKubeconfigIsTrusted() {
    try (var server = TestApiServer.https(AUTHORITY.issue("server", "127.0.0.1"))) {
      get("https://127.0.0.1:" + server.port(), ca(AUTHORITY));
      assertThat(server.seen()).hasSize(1);
    }
  }

  @Test
  void theAuthorityMayStandInAFileBesideTheKubeconfig() {
    new TestSite(folder).write(".kube/pki/ca.crt", "a comment\n" + AUTHORITY.pem());
    try (var server = TestApiServer.https(AUTHORITY.issue("server", "127.0.0.1"))) {
      get("https://127.0.0.1:" + server.port(), "certificate-authority: pki/ca.crt");
      assertThat(server.seen()).hasSize(1);
    }
  }

  @Test
  void anUnknownAuthorityIsNamed() {
    try (var server = TestApiServer.https(AUTHORITY.issue("server", "127.0.0.1"))) {
      var error = distrusted(server, "127.0.0.1", ca(new TestAuthority("another")));
      assertThat(error).hasMessageContaining("unknown authority");
      assertThat(server.seen()).isEmpty();
    }
  }

  @Test
  void anExpiredCertificateIsNamed() {
    var expired = AUTHORITY.issue("server", Duration.ofDays(-2), Duration.ofDays(-1), "127.0.0.1");
    try (var server = TestApiServer.https(expired)) {
      var error =
          refused(
              ProblemCode.CERTIFICATE_EXPIRED,
              () -> get("https://127.0.0.1:" + server.port(), ca(AUTHORITY)));
      assertThat(error).hasMessageContaining("expired");
    }
  }

  @Test
  void aCertificateForAnotherNameIsNamed() {
    try (var server = TestApiServer.https(AUTHORITY.issue("server", "api.example.com"))) {
      assertThat(distrusted(server, "127.0.0.1", ca(AUTHORITY)))
          .hasMessageContaining("for another name")
          .hasMessageContaining("tls-server-name");
    }
  }

  @Test
  void tlsServerNameIsSentAndChecked() {
    try (var server = TestApiServer.https(AUTHORITY.issue("server", "api.example.com"))) {
      get(
          "https://localhost:" + server.port(),
          ca(AUTHORITY) + "\ntls-server-name: api.example.com");
      assertThat(server.last().serverName()).contains("api.example.com");
    }
  }

  @Test
  void tlsServerNameReplacesTheNameOfTheAddress() {
    try (var server = TestApiServer.https(AUTHORITY.issue("server", "localhost"))) {
      var error =
          distrusted(server, "localhost", ca(AUTHORITY) + "\ntls-server-name: api.example.com");
      assertThat(error).hasMessageContaining("for another name");
    }
  }

  @Test
  void insecureSkipTlsVerifyWorksAndWarns() {
    var expired = AUTHORITY.issue("server", Duration.ofDays(-2), Duration.ofDays(-1), "elsewhere");
    try (var server = TestApiServer.https(expired)) {
      var site = new TestSite(folder);
      site.kubeconfig(
          "dev",
          "https://localhost:" + server.port(),
          "insecure-skip-tls-verify: true",
          "token: t");
      try (var connection = site.connect()) {
        connection.client().raw("/version");
        assertThat(connection.resolved().warnings())
            .singleElement()
            .asString()
            .contains("is not verified");
      }
    }
  }

  @Test
  void insecureTogetherWithAnAuthorityIsRefusedAsInKubectl() {
    refuse(ca(AUTHORITY) + "\ninsecure-skip-tls-verify: true");
  }

  @Test
  void anAuthorityThatIsNoneIsRefused() {
    assertThat(refuse("certificate-authority-data: " + Pem.base64("no certificate")))
        .hasMessageContaining("holds no certificate");
  }

  @Test
  void anUnencryptedServerWorksAndWarns() {
    try (var server = TestApiServer.http()) {
      var site = new TestSite(folder);
      site.kubeconfig("dev", "http://localhost:" + server.port(), "", "token: t");
      try (var connection = site.connect()) {
        connection.client().raw("/version");
        assertThat(server.last().header("authorization")).isEqualTo("Bearer t");
        assertThat(connection.resolved().warnings()).singleElement().asString().contains("encrypt");
      }
    }
  }

  private PerconaPgException refuse(String clusterFields) {
    var site = new TestSite(folder);
    site.kubeconfig("dev", "https://localhost:1", clusterFields, "token: t");
    return refused(ProblemCode.KUBECONFIG_INVALID, site::connect);
  }

  private PerconaPgException distrusted(TestApiServer server, String host, String clusterFields) {
    return refused(
        ProblemCode.CERTIFICATE_NOT_TRUSTED,
        () -> get("https://" + host + ":" + server.port(), clusterFields));
  }

  private void get(String address, String clusterFields) {
    var site = new TestSite(folder);
    site.kubeconfig("dev", address, clusterFields, "token: " + TestSite.CANARY);
    try (var connection = site.connect()) {
      version(connection);
    }
  }

  private static void version(Connection connection) {
    try {
      connection.client().raw("/version");
    } catch (RuntimeException e) {
      throw connection.failure("asking for the version", e);
    }
  }

  private static String ca(TestAuthority authority) {
    return "certificate-authority-data: " + Pem.base64(authority.pem());
  }
}
