package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Adopt;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that somebody else, or nobody, has where a deploy would write. */
@WithControlPlane
class ForeignObjectsIT {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "meta.helm.sh/release-name, theirs, belongs to Helm release elsewhere/theirs",
    "nobody, '', belongs to no Helm release",
    "argocd.argoproj.io/tracking-id, shop:apps/Deployment, tracked by Argo CD",
    "kustomize.toolkit.fluxcd.io/name, shop, tracked by Flux",
    "olm.managed, 'true', tracked by OLM"
  })
  void anObjectOfSomebodyElseIsRefusedByNameAndNothingIsWritten(
      String annotation,
      String value,
      String said,
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace) {
    var live = new LiveCluster(client, namespace);
    live.createNamespace();
    var uid = createAccount(client, namespace, annotation, value).getMetadata().getUid();
    var scene = OperatorFixture.of(plane, namespace, folder);
    var mark = audit.mark();

    var problem = OperatorFixture.failureOf(scene::deploy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.FOREIGN_OBJECT);
    assertThat(problem.render())
        .contains("ServiceAccount " + namespace + "/pg-operator", "UID " + uid, said);
    assertThat(scene.plan().refusals()).extracting(Problem::code).contains(problem.code());
    assertThat(audit.writesSince(mark)).isEmpty();
  }

  @Test
  void aClusterWideObjectOfSomebodyElseIsRefusedBeforeTheNamespaceIsMade(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace) {
    var name = "pg-operator-" + namespace;
    var role =
        client
            .resource(
                new ClusterRoleBuilder().withNewMetadata().withName(name).endMetadata().build())
            .create();
    var scene =
        OperatorFixture.of(plane, namespace, folder)
            .values(Map.of("watchAllNamespaces", true, "fullnameOverride", name));
    var mark = audit.mark();

    var problem = OperatorFixture.failureOf(scene::deploy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.FOREIGN_OBJECT);
    assertThat(problem.render())
        .contains("ClusterRole " + name, "UID " + role.getMetadata().getUid());
    assertThat(audit.writesSince(mark)).isEmpty();
    assertThat(new LiveCluster(client, namespace).namespaceExists()).isFalse();
    client.resource(role).delete();
  }

  @Test
  void objectsThatBelongToNobodyAreListedAndTakenOverWithConsentOnly(
      ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace)
      throws IOException {
    var scene = OperatorFixture.of(plane, namespace, folder);
    var live = new LiveCluster(client, namespace);
    var rendered = new HelmUser(plane, live, folder).template(scene.desired().chart());
    var file = Files.writeString(folder.resolve("by-hand.yaml"), rendered);
    live.createNamespace();
    new Definitions(client).apply("kubectl", StandInChart.of(OperatorRelease.V2_7).crdFile());
    var applied = plane.kubectl("apply", "-n", live.namespace(), "-f", file);
    var unused = applied.run(Duration.ofMinutes(1)).orThrow();
    var uid = live.deploymentUid();
    assertThat(OperatorFixture.failureOf(scene::deploy).problems())
        .extracting(Problem::code)
        .containsOnly(ProblemCode.FOREIGN_OBJECT)
        .hasSize(4);

    var adopting = scene.consent(Consent.NONE.adopt(Adopt.KEEP));
    assertThat(OperatorFixture.change(adopting.plan(), "Deployment"))
        .returns(Change.Action.ADOPT, Change::action)
        .satisfies(c -> assertThat(c.details()).contains("UID " + uid));

    assertThat(adopting.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(live.deploymentUid()).isEqualTo(uid);
    assertThat(scene.verify().healthy()).isTrue();
  }

  @Test
  void objectsWhoseReleaseHasNoRecordAreAdoptedWithConsentOnly(
      ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace) {
    var scene = OperatorFixture.of(plane, namespace, folder);
    var live = new LiveCluster(client, namespace);
    scene.deploy();
    live.records().forEach(record -> client.resource(record).delete());

    assertThat(scene.plan().refusals())
        .hasSize(4)
        .allMatch(problem -> problem.code() == ProblemCode.FOREIGN_OBJECT)
        .allMatch(problem -> problem.summary().endsWith("of which there is no record"));
    var adopting = scene.consent(Consent.NONE.adopt(Adopt.KEEP));
    assertThat(OperatorFixture.change(adopting.plan(), "Deployment").action())
        .isEqualTo(Change.Action.ADOPT);

    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("sh.helm.release.v1.pg-operator.v1")
                .withNamespace(namespace)
                .addToLabels(Map.of("owner", "helm", "name", "pg-operator"))
                .endMetadata()
                .build())
        .create();
    for (var each : List.of(scene, adopting)) {
      var problem = OperatorFixture.failureOf(each::deploy).problem();
      assertThat(problem.code()).isEqualTo(ProblemCode.FOREIGN_RELEASE);
      assertThat(problem.facts()).containsExactly("ConfigMap sh.helm.release.v1.pg-operator.v1");
    }
    assertThat(live.records()).isEmpty();
  }

  @Test
  void anObjectThatTheServerDoesNotAcceptIsRefusedBeforeAnythingIsWritten(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace) {
    var live = new LiveCluster(client, namespace);
    live.createNamespace();
    var invalid =
        OperatorFixture.of(plane, namespace, folder)
            .chart(
                StandInChart.of(OperatorRelease.V2_7)
                    .withFile(
                        "templates/service.yaml",
                        """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: odd}
                        spec: {ports: [{port: 70000}]}
                        """));
    var mark = audit.mark();
    var problem = OperatorFixture.failureOf(invalid::deploy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.OBJECT_INVALID);
    assertThat(problem.render()).contains("Service " + live.namespace() + "/odd", "spec.ports");
    assertThat(live.among(audit.writesSince(mark))).isEmpty();
  }

  private static ServiceAccount createAccount(
      KubernetesClient client, String namespace, String annotation, String value) {
    var account =
        new ServiceAccountBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(LiveCluster.NAME)
            .addToAnnotations("meta.helm.sh/release-name", LiveCluster.NAME)
            .addToAnnotations("meta.helm.sh/release-namespace", namespace)
            .endMetadata();
    if (annotation.equals("nobody")) {
      account.editMetadata().withAnnotations(Map.of()).endMetadata();
    } else {
      account.editMetadata().addToAnnotations(annotation, value).endMetadata();
    }
    if (annotation.startsWith("meta.helm.sh")) {
      account
          .editMetadata()
          .addToAnnotations("meta.helm.sh/release-namespace", "elsewhere")
          .endMetadata();
    }
    return client.resource(account.build()).create();
  }
}
