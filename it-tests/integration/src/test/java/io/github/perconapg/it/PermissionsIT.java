package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.access.Rights;
import io.github.perconapg.controlplane.access.Users;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.model.FieldChange;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@WithControlPlane
class PermissionsIT {

  private static final List<String> ALL = List.of("*");
  private static final List<String> READ = List.of("get", "list", "watch");

  private final KubernetesClient client;
  private final AuditLog audit;
  private final LiveCluster live;
  private final OperatorFixture admin;
  private final OperatorFixture limited;
  private final String user;

  PermissionsIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @TempDir Path folder)
      throws IOException {
    this.client = client;
    this.audit = audit;
    this.live = new LiveCluster(client, namespace);
    this.user = "user-" + namespace;
    this.admin = OperatorFixture.of(plane, namespace, folder);
    this.limited = admin.as(new Users(plane, client).withClientCertificate(user));
  }

  /** The definitions of the shared plane are there, whichever test runs first. */
  @BeforeEach
  void definitions() {
    new Definitions(client).apply("kubectl", StandInChart.of(OperatorRelease.V2_7).crdFile());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void oneNamespaceIsEnoughToDeployVerifyAndDestroy() {
    live.createNamespace();
    Rights.all().grantIn(client, user, live.namespace());
    var scene = limited.existingNamespace().crds(CrdPolicy.SKIP);

    assertThat(scene.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(scene.verify().healthy()).isTrue();
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);
    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(live.records()).isEmpty();
    assertThat(live.namespaceExists()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoMayOnlyReadIsShownAnEstimatedPlanWithWhatADeployLacks() {
    admin.deploy();
    Rights.none().may(READ, "*", "*").grantEverywhere(client, user);
    var mark = audit.mark();

    var plan = limited.values(Map.of("logLevel", "DEBUG")).plan();

    assertThat(plan.refusals()).isEmpty();
    assertThat(plan.blocked()).extracting(Problem::code).contains(ProblemCode.PERMISSION_MISSING);
    assertThat(plan.changes())
        .filteredOn(c -> c.kind().equals("Deployment"))
        .singleElement()
        .satisfies(
            c -> {
              assertThat(c.estimated()).isTrue();
              assertThat(c.fields())
                  .extracting(FieldChange::shown)
                  .anyMatch(f -> f.endsWith("env[LOG_LEVEL].value: INFO -> DEBUG"));
            });
    assertThat(audit.writesSince(mark)).filteredOn(e -> e.user().equals(user)).isEmpty();
    refused(limited.values(Map.of("logLevel", "DEBUG")), "patch");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoMayOnlyViewIsToldAllThatIsMissingAtOnce() {
    live.createNamespace();
    Rights.none()
        .may(READ, "apps", "deployments")
        .may(READ, "", "pods", "pods/log", "events", "serviceaccounts")
        .grantIn(client, user, live.namespace());
    var mark = audit.mark();
    for (ThrowingCallable verb : List.<ThrowingCallable>of(limited::plan, limited::deploy)) {
      assertThat(OperatorFixture.failureOf(verb).problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.PERMISSION_MISSING);
                assertThat(problem.render())
                    .contains("The first that was refused", "percona-pg:rbac")
                    .contains("customresourcedefinitions", "secrets", "leases", "rolebindings")
                    .contains("perconapgclusters", "kind: Role", "namespace: " + live.namespace())
                    .doesNotContain("\"pods\"");
              });
    }
    assertThat(OperatorFixture.failureOf(limited::destroy).problem().render())
        .contains("destroying", "secrets", "perconapgbackups", "persistentvolumeclaims");
    assertThat(audit.writesSince(mark)).filteredOn(e -> e.user().equals(user)).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void rightsThatOnlyTheOperatorWouldHaveAreMissedBeforeAnythingIsWritten() {
    live.createNamespace();
    deployerWithoutSnapshots()
        .may(ALL, "coordination.k8s.io", "*")
        .grantIn(client, user, live.namespace());
    refused(
        limited.existingNamespace().crds(CrdPolicy.SKIP),
        "Role " + live.namespace() + "/pg-operator",
        "volumesnapshots");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void oneMissingRightIsNamedWithItsNamespaceBeforeAnythingIsWritten() {
    live.createNamespace();
    deployerWithoutSnapshots()
        .may(ALL, "snapshot.storage.k8s.io", "*")
        .grantIn(client, user, live.namespace());
    // This one may do all but hold the lock.
    refused(
        limited.existingNamespace().crds(CrdPolicy.SKIP),
        "leases",
        "namespace " + live.namespace(),
        "coordination.k8s.io");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aNamespaceThatMayNotBeCreatedIsNamed() {
    Rights.none()
        .may(READ, "*", "*")
        .may(ALL, "apiextensions.k8s.io", "*")
        .grantEverywhere(client, user);
    refused(limited, "may not create namespaces", "createNamespace: false");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void definitionsThatMayNotBeWrittenAreNamedBeforeTheNamespaceIsMade() {
    Rights.none().may(READ, "*", "*").may(ALL, "", "*").grantEverywhere(client, user);
    var chart = KilledIT.withDefinitionOfItsOwn(live.namespace());
    refused(limited.chart(chart), "customresourcedefinitions", "crds=check");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whoMayNotAskForDatabasesDoesNotDestroy() {
    admin.deploy();
    Rights.none().may(ALL, "", "*").may(ALL, "apps", "*").grantIn(client, user, live.namespace());
    Rights.none().may(READ, "", "namespaces").grantEverywhere(client, user);
    var mark = audit.mark();
    var problem = OperatorFixture.failureOf(limited::destroy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.PERMISSION_MISSING);
    assertThat(problem.render())
        .contains("whether there are perconapgrestores", "namespace " + live.namespace());
    assertThat(audit.writesSince(mark)).filteredOn(e -> e.user().equals(user)).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aNamespaceThatCannotBeLookedThroughStays() {
    admin.deploy();
    var all = deployerWithoutSnapshots().may(ALL, "coordination.k8s.io", "*");
    all.grantIn(client, user, live.namespace());
    Rights.none().may(READ, "", "namespaces").grantEverywhere(client, user);
    var kept = ((DestroyResult.Destroyed) limited.destroy()).kept();
    assertThat(kept)
        .anySatisfy(k -> assertThat(k).contains("stays", "cannot be told whether it is empty"));
    assertThat(live.namespaceExists()).isTrue();
  }

  private void refused(OperatorFixture scene, String... words) {
    var existed = live.namespaceExists();
    var mark = audit.mark();
    var failure = OperatorFixture.failureOf(scene::deploy);
    assertThat(failure.problems())
        .extracting(Problem::code)
        .isSubsetOf(ProblemCode.PERMISSION_MISSING, ProblemCode.ESCALATION_REFUSED);
    assertThat(failure).hasMessageContainingAll(words);
    assertThat(audit.writesSince(mark)).filteredOn(e -> e.user().equals(user)).isEmpty();
    assertThat(live.namespaceExists()).isEqualTo(existed);
  }

  /** All that the operator's Role gives away but snapshots, and no Leases for the lock. */
  private static Rights deployerWithoutSnapshots() {
    return Rights.none()
        .may(ALL, "", "*")
        .may(ALL, "apps", "*")
        .may(ALL, "batch", "*")
        .may(ALL, "policy", "*")
        .may(List.of("create", "get", "update"), "coordination.k8s.io", "leases")
        // All verbs would mean escalate and bind as well.
        .may(
            List.of("create", "delete", "get", "list", "patch", "update", "watch"),
            "rbac.authorization.k8s.io",
            "roles",
            "rolebindings")
        .may(ALL, "pgv2.percona.com", "*")
        .may(ALL, "postgres-operator.crunchydata.com", "*");
  }
}
