package io.github.perconapg.internal.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the client throws, in words for a person. */
class ForeignErrorsTest {

  private static final String SERVER = "https://api.example.com:6443";
  private static final String SOURCE = "/home/me/.kube/config";

  static Stream<Arguments> transport() {
    var unreachable = ProblemCode.API_SERVER_UNREACHABLE;
    var untrusted = ProblemCode.CERTIFICATE_NOT_TRUSTED;
    return Stream.of(
        row(new ConnectException("Connection refused"), unreachable, "refused the connection"),
        row(
            caused(new ConnectException(), new UnresolvedAddressException()),
            unreachable,
            "name that is not known"),
        row(new HttpConnectTimeoutException("timed out"), unreachable, "did not answer in time"),
        row(new IOException("GOAWAY received"), unreachable, "closed the connection"),
        row(new SSLException("Unsupported or unrecognized SSL message"), unreachable, "speak TLS"),
        row(caused(handshake(), new CertPathBuilderException("no path")), untrusted, "unknown"),
        row(
            caused(handshake(), new CertificateExpiredException("x")),
            ProblemCode.CERTIFICATE_EXPIRED,
            "an expired certificate"),
        row(
            caused(
                handshake(),
                new CertificateException("No subject alternative names matching IP address")),
            untrusted,
            "for another name"),
        row(
            new SSLHandshakeException("Received fatal alert: bad_certificate"),
            ProblemCode.CREDENTIAL_REJECTED,
            "rejected the client certificate"));
  }

  @ParameterizedTest
  @MethodSource
  void transport(IOException error, ProblemCode code, String words) {
    var wrapped = new KubernetesClientException("An error has occurred.", new IOException(error));
    var problem = translate(wrapped).problem();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.summary()).startsWith("While applying the CRDs, the API server " + SERVER);
    assertThat(problem.summary()).contains(words);
    assertThat(problem.facts()).last().asString().contains(SOURCE);
    assertThat(problem.remedy()).isNotBlank();
  }

  @Test
  void aMissingRightIsShownAsTheRuleThatGrantsIt() {
    var words =
        "deployments.apps is forbidden: User \"jane\" cannot list resource \"deployments\" in API"
            + " group \"apps\" in the namespace \"pgo\"";
    var problem = translate(answer(403, words)).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.PERMISSION_MISSING);
    assertThat(problem.facts())
        .containsExactly(
            words,
            "Missing rule, in a Role of the namespace pgo:",
            "- apiGroups: [\"apps\"]\n  resources: [\"deployments\"]\n  verbs: [\"list\"]");
  }

  @Test
  void aMissingClusterWideRightIsSaidToBelongIntoAClusterRole() {
    var words =
        "namespaces is forbidden: User \"jane\" cannot create resource \"namespaces\" in API group"
            + " \"\" at the cluster scope";
    assertThat(translate(answer(403, words)).problem().facts())
        .contains("Missing rule, in a ClusterRole:");
  }

  @Test
  void aMissingRightToAPathIsShownAsItsRule() {
    var words = "forbidden: User \"system:anonymous\" cannot get path \"/version\"";
    assertThat(translate(answer(403, words)).problem().facts())
        .contains("- nonResourceURLs: [\"/version\"]\n  verbs: [\"get\"]");
  }

  @Test
  void aRefusedWatchIsAMissingRightThoughNothingIsSaidAboutIt() {
    var problem = translate(answer(403, "Forbidden")).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.PERMISSION_MISSING);
    assertThat(problem.facts()).last().asString().contains("verb watch");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ESCALATION_REFUSED | roles \"x\" is forbidden: user \"jane\" is attempting to grant RBAC"
            + " permissions not currently held",
        "ADMISSION_DENIED | admission webhook \"policy.example.com\" denied the request: no",
        "QUOTA_EXCEEDED | pods \"x\" is forbidden: exceeded quota: q, requested: limits.cpu=1,"
            + " used: limits.cpu=0, limited: limits.cpu=500m",
        "LIMIT_RANGE | pods \"x\" is forbidden: maximum memory usage per Container is 100Mi, but"
            + " limit is 1Gi",
        "POD_SECURITY | pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\":"
            + " seccompProfile",
        "SERVICE_ACCOUNT_MISSING | pods \"x\" is forbidden: error looking up service account a/b:"
            + " serviceaccount \"b\" not found",
        "API_ERROR | pods \"x\" is forbidden: some other rule of this cluster"
      })
  void whatForbidsIsNamedAndIsNotAMissingRight(ProblemCode code, String words) {
    var problem = translate(answer(403, words)).problem();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.facts()).contains(words);
  }

  @Test
  void aTerminatingNamespaceIsNotAMissingRight() {
    var status =
        new StatusBuilder()
            .withCode(403)
            .withMessage("secrets \"x\" is forbidden: unable to create new content")
            .withNewDetails()
            .addNewCause("metadata.namespace", "terminating", "NamespaceTerminating")
            .endDetails()
            .build();
    assertThat(translate(new KubernetesClientException(status)).problem().code())
        .isEqualTo(ProblemCode.NAMESPACE_TERMINATING);
  }

  @Test
  void aRejectedCredentialNamesWhereItComesFrom() {
    assertThat(translate(answer(401, "Unauthorized")))
        .hasMessageContaining("[credential-rejected]")
        .hasMessageContaining("expired")
        .hasMessageContaining(SOURCE);
  }

  @Test
  void aConflictAndAnyOtherAnswerCarryTheServersWords() {
    var conflict = translate(answer(409, "the object has been modified")).problem();
    assertThat(conflict.code()).isEqualTo(ProblemCode.CONFLICT);
    assertThat(conflict.facts()).containsExactly("the object has been modified");
    var invalid = translate(answer(422, "spec.x: Required value")).problem();
    assertThat(invalid.code()).isEqualTo(ProblemCode.API_ERROR);
    assertThat(invalid.facts()).containsExactly("spec.x: Required value");
  }

  @Test
  void anOwnErrorComesBackAsItIs() {
    var own = Problem.of(ProblemCode.EXEC_PLUGIN_FAILED, "It failed.", "Mend it.").asException();
    assertThat(translate(new KubernetesClientException("x", new IOException(own)))).isSameAs(own);
  }

  @Test
  void anInterruptionIsNamed() {
    var interrupted = new InterruptedIOException();
    interrupted.initCause(new InterruptedException());
    assertThat(translate(new KubernetesClientException("x", interrupted)).problem().code())
        .isEqualTo(ProblemCode.INTERRUPTED);
  }

  @Test
  void anythingElseIsADefectOfThisTool() {
    assertThat(translate(new IllegalStateException("odd")).problem().code())
        .isEqualTo(ProblemCode.INTERNAL);
  }

  private static PerconaPgException translate(Throwable error) {
    return ForeignErrors.translate(error, "applying the CRDs", SERVER, SOURCE, null);
  }

  private static KubernetesClientException answer(int code, String words) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withMessage(words).build());
  }

  private static Arguments row(IOException error, ProblemCode code, String words) {
    return Arguments.of(error, code, words);
  }

  private static SSLHandshakeException handshake() {
    return new SSLHandshakeException("PKIX path building failed");
  }

  private static IOException caused(IOException error, Throwable cause) {
    error.initCause(cause);
    return error;
  }
}
