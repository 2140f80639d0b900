package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Charts of one's own, whose templates ask the cluster: the plan is what is installed. */
@WithControlPlane
class RenderingIT {

  private static final String TEMPLATE =
      """
      {{- if .Capabilities.APIVersions.Has "pgv2.percona.com/v2/PerconaPGCluster" }}
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: "{{ .Release.Namespace }}"}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
      subjects: [{kind: ServiceAccount, name: pg-operator, namespace: "{{ .Release.Namespace }}"}]
      {{- end }}
      ---
      {{- if lookup "v1" "Namespace" "" "kube-system" }}
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: "{{ .Release.Namespace }}"}
      spec: {controller: example.test/none}
      {{- end }}
      ---
      {{- if lookup "v1" "Namespace" "" "there-is-none" }}
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: never}
      {{- end }}
      ---
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: "{{ .Release.Namespace }}"}
      provisioner: example.test/none
      ---
      apiVersion: v1
      kind: PersistentVolume
      metadata: {name: "{{ .Release.Namespace }}"}
      spec:
        capacity: {storage: 1Ki}
        accessModes: [ReadWriteOnce]
        storageClassName: "{{ .Release.Namespace }}"
        hostPath: {path: /nowhere}
      ---
      apiVersion: v1
      kind: Endpoints
      metadata: {name: database}
      subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{port: 5432}]}]
      """;

  @TempDir Path folder;
  private final KubernetesClient client;

  RenderingIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void whatTheClusterMakesTheChartRenderIsPlannedInstalledAndThenUnchanged(
      ControlPlane plane, @FreshNamespace String namespace) {
    var scene =
        OperatorFixture.of(plane, namespace, folder)
            .chart(
                StandInChart.of(OperatorRelease.V2_7).withFile("templates/asking.yaml", TEMPLATE));
    var created =
        scene.plan().changes().stream()
            .filter(change -> change.action() == Change.Action.CREATE)
            .map(Change::kind)
            .toList();
    assertThat(created)
        .contains(
            "ClusterRoleBinding", "IngressClass", "StorageClass", "PersistentVolume", "Endpoints")
        .doesNotContain("ConfigMap");

    assertThat(scene.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(client.rbac().clusterRoleBindings().withName(namespace).get()).isNotNull();
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);
    assertThat(Checks.of(scene.verify(), Check.DRIFT).outcome())
        .isEqualTo(CheckResult.Outcome.PASSED);
    scene.destroy();
    assertThat(client.storage().v1().storageClasses().withName(namespace).get()).isNull();
  }

  @Test
  void theWatchedNamespacesCanBeChangedAndWhichDoNotExistIsToldBefore(
      ControlPlane plane, @FreshNamespace String namespace) {
    var scene =
        OperatorFixture.of(plane, namespace, folder)
            .readiness(Readiness.AVAILABLE)
            .consent(Consent.NONE.acceptWatchChange(true));
    scene.deploy();
    var elsewhere = scene.values(Map.of("watchNamespace", "there-is-none"));

    var plan = elsewhere.plan();
    assertThat(plan.refusals()).isEmpty();
    assertThat(OperatorFixture.change(plan, "WatchedNamespaces").summary())
        .isEqualTo(namespace + " -> there-is-none");
    assertThat(plan.notes()).anyMatch(note -> note.contains("namespace there-is-none"));
    assertThat(OperatorFixture.change(plan, "Deployment"))
        .returns(false, Change::estimated)
        .satisfies(
            change ->
                assertThat(change.fields())
                    .extracting(field -> field.shown())
                    .anyMatch(
                        f -> f.endsWith("env[WATCH_NAMESPACE].value: (none) -> there-is-none"))
                    .anyMatch(f -> f.contains("env[WATCH_NAMESPACE].valueFrom")));
    var changed = elsewhere.deploy();
    assertThat(changed).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(changed.notes()).anyMatch(note -> note.contains("namespace there-is-none"));

    var back = scene.plan();
    assertThat(back.refusals()).isEmpty();
    assertThat(OperatorFixture.change(back, "Deployment").estimated()).isFalse();
    scene.destroy();
  }

  @Test
  void whatThePlanDidNotShowIsNamedAndUndone(ControlPlane plane, @FreshNamespace String namespace) {
    var random =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: "at-random-{{ randAlphaNum 8 | lower }}"}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects: [{kind: ServiceAccount, name: pg-operator}]
        """;
    var scene =
        OperatorFixture.of(plane, namespace, folder)
            .chart(StandInChart.of(OperatorRelease.V2_7).withFile("templates/random.yaml", random));

    var problem = OperatorFixture.failureOf(scene::deploy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.UNPLANNED_OBJECTS);
    assertThat(problem.facts())
        .anyMatch(
            fact ->
                fact.startsWith("RoleBinding " + namespace + "/at-random-")
                    && fact.endsWith("was not in the plan"));
    assertThat(new LiveCluster(client, namespace).records()).isEmpty();
    assertThat(client.rbac().roleBindings().inNamespace(namespace).list().getItems())
        .isEqualTo(List.of());

    var kept = scene.rollback(Rollback.NEVER);
    for (var run = 1; run <= 2; run++) {
      assertThat(OperatorFixture.failureOf(kept::deploy).problem().code())
          .as("what run %d says", run)
          .isEqualTo(ProblemCode.UNPLANNED_OBJECTS);
    }
  }
}
