package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.access.Rights;
import io.github.perconapg.controlplane.access.Users;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may not ask one of the questions that a destroy asks is refused. */
@WithControlPlane
class DestroyPermissionsIT {

  private static final List<String> ALL = List.of("*");

  private record Question(String group, String resource) {}

  private static final List<Question> QUESTIONS =
      List.of(
          new Question("pgv2.percona.com", "perconapgclusters"),
          new Question("pgv2.percona.com", "perconapgbackups"),
          new Question("pgv2.percona.com", "perconapgrestores"),
          new Question("postgres-operator.crunchydata.com", "postgresclusters"),
          new Question("", "secrets"),
          new Question("", "persistentvolumeclaims"),
          new Question("", "pods"),
          new Question("apps", "deployments"),
          new Question("apiextensions.k8s.io", "customresourcedefinitions"));

  private final KubernetesClient client;

  DestroyPermissionsIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void aQuestionThatIsForbiddenIsNeverANo(
      ControlPlane plane, AuditLog audit, @FreshNamespace String namespace, @TempDir Path folder)
      throws IOException {
    var scene = OperatorFixture.of(plane, namespace, folder);
    scene.deploy();
    new Database(client, namespace).cluster().volume().backup().held();
    var options = DestroyOptions.defaults().clusters(ClusterPolicy.DELETE).deleteCrds(true);
    var users = new Users(plane, client);
    for (var forbidden : QUESTIONS) {
      var user = "user-" + namespace + "-" + forbidden.resource();
      allBut(forbidden).grantEverywhere(client, user);
      var limited = scene.as(users.withClientCertificate(user));
      var mark = audit.mark();
      var failure = OperatorFixture.failureOf(() -> limited.destroy(options));
      assertThat(failure.problems())
          .as(forbidden.resource())
          .extracting(Problem::code)
          .contains(ProblemCode.PERMISSION_MISSING);
      assertThat(failure).hasMessageContaining(forbidden.resource());
      assertThat(audit.writesSince(mark)).filteredOn(e -> e.user().equals(user)).isEmpty();
    }
  }

  /** Everything that a destroy may ask or do, but one resource. */
  private static Rights allBut(Question forbidden) {
    var rights =
        Rights.none()
            .may(ALL, "", "namespaces", "serviceaccounts", "configmaps", "events")
            .may(ALL, "coordination.k8s.io", "*")
            .may(ALL, "rbac.authorization.k8s.io", "*")
            .may(ALL, "apps", "replicasets");
    for (var question : new ArrayList<>(QUESTIONS)) {
      if (!question.equals(forbidden)) {
        rights = rights.may(ALL, question.group(), question.resource());
      }
    }
    return rights;
  }
}
