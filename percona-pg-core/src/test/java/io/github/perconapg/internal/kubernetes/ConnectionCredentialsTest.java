package io.github.perconapg.internal.kubernetes;

import static io.github.perconapg.internal.kubernetes.TestSite.CANARY;
import static io.github.perconapg.internal.kubernetes.TestSite.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.kubeconfig.Pem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each form of credential that a kubeconfig can hold arrives at the server, or is refused. */
class ConnectionCredentialsTest {

  private static final TestAuthority AUTHORITY = new TestAuthority("test authority");
  private static final TestAuthority.Issued CLIENT = AUTHORITY.issue("the client");

  @TempDir Path folder;
  private TestSite site;
  private TestApiServer server;

  @BeforeEach
  void start() {
    site = new TestSite(folder);
    server = TestApiServer.https(AUTHORITY.issue("server", "localhost"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aTokenArrives() {
    user("token: " + CANARY);
    get();
    assertThat(server.last().header("authorization")).isEqualTo("Bearer " + CANARY);
    assertThat(server.last().client()).isNull();
  }

  @Test
  void aTokenThatHasEndedIsSaidToHaveEndedWhenTheServerRejectsIt() {
    var claims = "{\"aud\": [\"a\"], \"exp\": 1700000000, \"x\": {\"exp\": 1}}";
    var payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    user("token: header." + payload + ".signature");
    server.answer(request -> new TestApiServer.Answer(401, "{}"));
    try (var connection = site.connect()) {
      var error =
          catchThrowableOfType(
              KubernetesClientException.class, () -> connection.client().raw("/version"));
      var problem = connection.failure("asking", error).problem();
      assertThat(problem.code()).isEqualTo(ProblemCode.CREDENTIAL_EXPIRED);
      assertThat(problem.facts()).contains("The credential ended at 2023-11-14T22:13:20Z.");
    }
  }

  @Test
  void aTokenThatDoesNotSayWhenItEndsIsOnlyRejected() {
    user("token: a.b.c");
    server.answer(request -> new TestApiServer.Answer(401, "{}"));
    try (var connection = site.connect()) {
      var error =
          catchThrowableOfType(
              KubernetesClientException.class, () -> connection.client().raw("/version"));
      assertThat(connection.failure("asking", error).problem().code())
          .isEqualTo(ProblemCode.CREDENTIAL_REJECTED);
    }
  }

  @Test
  void aTokenOfDigitsStaysText() {
    user("token: 0123");
    get();
    assertThat(server.last().header("authorization")).isEqualTo("Bearer 0123");
  }

  @Test
  void aTokenFileIsReadAgainWhenItWasRotated() {
    site.write(".kube/token", "first\n");
    user("tokenFile: token");
    try (var connection = site.connect()) {
      connection.client().raw("/version");
      assertThat(server.last().header("authorization")).isEqualTo("Bearer first");
      site.write(".kube/token", "second\n");
      connection.client().raw("/version");
      assertThat(server.last().header("authorization")).isEqualTo("Bearer second");
    }
  }

  @Test
  void aTokenFileWinsOverATokenAsInKubectl() {
    site.write(".kube/token", "from-file");
    user("token: inline\ntokenFile: token");
    get();
    assertThat(server.last().header("authorization")).isEqualTo("Bearer from-file");
  }

  @Test
  void aMissingTokenFileIsNamed() {
    user("tokenFile: gone");
    assertThat(refused(ProblemCode.KUBECONFIG_INVALID, site::connect)).hasMessageContaining("gone");
  }

  @Test
  void nameAndPasswordArrive() {
    user("username: admin\npassword: \"" + CANARY + "\"");
    get();
    var pair = ("admin:" + CANARY).getBytes(StandardCharsets.UTF_8);
    assertThat(server.last().header("authorization"))
        .isEqualTo("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  @Test
  void tokenAndPasswordTogetherAreRefusedAsInKubectl() {
    user("token: " + CANARY + "\nusername: admin\npassword: " + CANARY);
    refused(ProblemCode.KUBECONFIG_INVALID, site::connect);
  }

  @Test
  void aClientCertificateInTheKubeconfigArrives() {
    user(certificateData(CLIENT.keyPem()));
    get();
    assertThat(server.last().client()).isEqualTo("CN=the client");
    assertThat(server.last().header("authorization")).isEmpty();
  }

  @Test
  void aClientCertificateInFilesBesideTheKubeconfigArrives() {
    site.write(".kube/pki/client.crt", CLIENT.certificatePem());
    site.write(".kube/pki/client.key", CLIENT.keyPem());
    user("client-certificate: pki/client.crt\nclient-key: pki/client.key");
    get();
    assertThat(server.last().client()).isEqualTo("CN=the client");
  }

  @Test
  void aKeyInTheFormThatK3sWritesIsRead() {
    user(certificateData(TestAuthority.sec1Pem(CLIENT.key())));
    get();
    assertThat(server.last().client()).isEqualTo("CN=the client");
  }

  @Test
  void certificateAndTokenArriveTogether() {
    user(certificateData(CLIENT.keyPem()) + "\ntoken: " + CANARY);
    get();
    assertThat(server.last().client()).isEqualTo("CN=the client");
    assertThat(server.last().header("authorization")).isEqualTo("Bearer " + CANARY);
  }

  @Test
  void aCertificateWithoutItsKeyIsRefused() {
    user("client-certificate-data: " + Pem.base64(CLIENT.certificatePem()));
    assertThat(refused(ProblemCode.KUBECONFIG_INVALID, site::connect))
        .hasMessageContaining("client-key");
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutBeingQuoted() {
    user(certificateData(CANARY));
    assertThat(refused(ProblemCode.KUBECONFIG_INVALID, site::connect))
        .hasMessageContaining("holds no private key");
  }

  @Test
  void aUserWithoutACredentialIsAnonymous() {
    user("");
    try (var connection = site.connect()) {
      connection.client().raw("/version");
      assertThat(server.last().header("authorization")).isEmpty();
    }
  }

  @Test
  void impersonationArrivesWithUidGroupsAndExtra() {
    user(
        """
        token: %s
        as: jane
        as-uid: u-1
        as-groups: [developers, "on call"]
        as-user-extra: {"example.com/reason%%": ["a", "b"]}
        """
            .formatted(CANARY));
    get();
    var seen = server.last();
    assertThat(seen.header("impersonate-user")).isEqualTo("jane");
    assertThat(seen.header("impersonate-uid")).isEqualTo("u-1");
    assertThat(seen.headers().get("impersonate-group")).containsExactly("developers", "on call");
    assertThat(seen.headers().get("impersonate-extra-example.com%2freason%25"))
        .containsExactly("a", "b");
  }

  @Test
  void theIdentitySaysWhoIsActedAs() {
    user("token: " + CANARY + "\nas: jane");
    try (var connection = site.connect()) {
      assertThat(connection.resolved().identity()).isEqualTo("the-user as jane");
    }
  }

  @Test
  void impersonationWithoutAUserIsRefused() {
    user("token: " + CANARY + "\nas-groups: [developers]");
    refused(ProblemCode.KUBECONFIG_INVALID, site::connect);
  }

  @Test
  void theRetiredAuthProviderIsRefusedByName() {
    user("auth-provider: {name: gcp, config: {access-token: " + CANARY + "}}");
    assertThat(refused(ProblemCode.CREDENTIAL_UNSUPPORTED, site::connect))
        .hasMessageContaining("auth-provider");
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void aMistakeInTheFileIsNamedByItsPlaceAndNotQuoted() {
    user("token: " + CANARY + "\nclient-key-data: \"" + CANARY + "!\"");
    assertThat(refused(ProblemCode.KUBECONFIG_INVALID, site::connect))
        .hasMessageContaining("config:18:22: client-key-data is not base64");
  }

  @Test
  void aFileThatIsNoYamlIsNamedByItsPlaceAndNotQuoted() {
    user("token: {" + CANARY + "\nclient-key-data: [" + CANARY);
    assertThat(refused(ProblemCode.KUBECONFIG_INVALID, site::connect))
        .hasMessageContaining("config:")
        .hasMessageContaining("not well-formed");
  }

  private void user(String fields) {
    var ca = "certificate-authority-data: " + Pem.base64(AUTHORITY.pem());
    site.kubeconfig("dev", "https://localhost:" + server.port(), ca, fields);
  }

  private void get() {
    try (var connection = site.connect()) {
      connection.client().raw("/version");
      assertThat(connection.resolved().toString()).doesNotContain(CANARY);
      assertThat(connection.toString()).doesNotContain(CANARY);
    }
  }

  private static String certificateData(String key) {
    return "client-certificate-data: "
        + Pem.base64(CLIENT.certificatePem())
        + "\nclient-key-data: "
        + Pem.base64(key);
  }
}
