package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.problem.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With Helm's words as they were seen on a real API server. */
class HelmErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          another operation (install/upgrade/rollback) is in progress | HELM_FAILED | another Helm operation works on it
          cannot re-use a name that is still in use | HELM_FAILED | was created meanwhile
          "pg-operator" has no deployed releases | HELM_FAILED | was removed
          Unable to continue with install: ServiceAccount "pg-operator" in namespace "pgo" exists and cannot be imported into the current release: invalid ownership metadata; label validation error | FOREIGN_OBJECT | belongs to no release
          create: failed to create: secrets "sh.helm.release.v1.pg-operator.v1" is forbidden: unable to create new content in namespace pgo because it is being terminated | NAMESPACE_TERMINATING | is being deleted
          create: failed to create: namespaces "pgo" not found | NAMESPACE_MISSING | does not exist
          deployments.apps "pg-operator" is forbidden: exceeded quota: q, requested: count/deployments.apps=1 | QUOTA_EXCEEDED | quota
          roles.rbac.authorization.k8s.io "x" is forbidden: user "joe" is attempting to grant RBAC permissions not currently held | ESCALATION_REFUSED | do not hold
          serviceaccounts "pg-operator" is forbidden: User "joe" cannot get resource "serviceaccounts" | PERMISSION_MISSING | lack a permission
          Kubernetes cluster unreachable: the server has asked for the client to provide credentials | CREDENTIAL_REJECTED | rejects
          Kubernetes cluster unreachable: Get "https://h/version": tls: failed to verify certificate: x509: certificate signed by unknown authority | CERTIFICATE_NOT_TRUSTED | not trusted
          Kubernetes cluster unreachable: Get "https://127.0.0.1:1/version": dial tcp 127.0.0.1:1: connect: connection refused | API_SERVER_UNREACHABLE | does not answer
          resource mapping not found for name: "x": no matches for kind "Foo" in version "foo.bar/v1" | HELM_FAILED | does not know a kind
          chart requires kubeVersion: >=1.99.0 which is incompatible with Kubernetes v1.34.4 | SERVER_TOO_OLD | cluster's version
          Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string | VALUES_INVALID | values
          values don't meet the specifications of the schema(s) in the following chart(s): | VALUES_INVALID | values
          execution error at (pg-operator/templates/x.yaml:1:3): needs a thing | HELM_FAILED | template
          found in Chart.yaml, but missing in charts/ directory: x | CHART_INVALID | incomplete
          Put "https://h/api/v1/namespaces/pgo/secrets/x": read tcp 127.0.0.1:1->127.0.0.1:2: read: connection reset by peer | API_SERVER_UNREACHABLE | connection
          create: failed to create: Post "http://h/api/v1/namespaces/pgo/secrets?fieldManager=java": EOF | API_SERVER_UNREACHABLE | connection
          failed to create resource: Post "https://h/apis/apps/v1/namespaces/pgo/deployments": unexpected EOF | API_SERVER_UNREACHABLE | connection
          template: x.yaml:1:3: executing "x" at <lookup>: error calling lookup: Get "https://h/api": EOF | API_SERVER_UNREACHABLE | connection
          parse error at (pg-operator/templates/x.yaml:1): unexpected EOF | HELM_FAILED | template
          failed to create resource: Internal error occurred: etcdserver: request timed out | API_ERROR | in its place
          the server is currently unable to handle the request (post deployments.apps) | API_ERROR | in its place
          the server has received too many requests and has asked us to try again later | API_ERROR | in its place
          an error on the server ("<html><body>Bad Gateway</body></html>") has prevented the request from succeeding | API_ERROR | in its place
          invalid character '<' looking for beginning of value | API_ERROR | in its place
          Operation cannot be fulfilled on deployments.apps "x": the object has been modified; please apply your changes to the latest version | CONFLICT | meanwhile
          failed to create resource: serviceaccounts "x" already exists | CONFLICT | meanwhile
          Internal error occurred: failed calling webhook "w": Post "https://w.ns.svc/": EOF | ADMISSION_DENIED | webhook
          something that nobody has seen | HELM_FAILED | Helm failed
          """)
  void knowsWhatIsBehindHelmsWords(String words, ProblemCode code, String summary) {
    var problem = HelmErrors.translate("Installing", words);
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.summary()).startsWith("Installing failed: ").contains(summary);
    assertThat(problem.facts()).containsExactly(words);
    assertThat(problem.remedy()).isNotBlank();
  }

  @Test
  void keepsOfTheLogWhatFailed() {
    var problem =
        HelmErrors.translate(
            "Uninstalling",
            """
            failed to delete release: x
            ---
            uninstall: Deleting x
            uninstall: Failed to delete release: [roles "x" is forbidden: User "joe" cannot delete]
            """);
    assertThat(problem.code()).isEqualTo(ProblemCode.PERMISSION_MISSING);
    assertThat(problem.facts().get(0))
        .contains("cannot delete")
        .doesNotContain("Deleting x")
        .doesNotContain("---");
  }

  @Test
  void leavesOutAHintAtAFlagThatNobodyHasHere() {
    var problem =
        HelmErrors.translate(
            "Rendering",
            "parse error at (x.yaml:1)\n\nUse --debug flag to render out invalid YAML");
    assertThat(problem.facts()).containsExactly("parse error at (x.yaml:1)");
  }
}
