package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithApiServer;
import io.github.perconapg.model.Readiness;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the way from one version to the next. */
@WithApiServer
class VersionRefusalsIT {

  private final KubernetesClient client;
  private final AuditLog audit;
  private final Definitions definitions;
  private final Installed installed;
  private final OperatorFixture scene;
  private final OperatorFixture other;

  VersionRefusalsIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @FreshNamespace String elsewhere,
      @TempDir Path folder) {
    this.client = client;
    this.audit = audit;
    this.definitions = new Definitions(client);
    this.installed = new Installed(plane, client);
    this.scene = OperatorFixture.of(plane, namespace, folder).readiness(Readiness.AVAILABLE);
    this.other = OperatorFixture.of(plane, elsewhere, folder);
  }

  /** No operator of another test is seen. */
  @AfterEach
  void end() {
    for (var namespace : List.of(scene.namespace(), other.namespace())) {
      client.apps().deployments().inNamespace(namespace).delete();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "V2_7, V2_9, 2.7.0 to 2.9.0 would skip a minor version, 2.8.x",
    "V2_8, V2_7, 2.8.2 to 2.7.0 would go back, 2.7.0",
    "V2_8, V3_0, 2.8.2 to 3.0.0 would skip a minor version, 3.0.0",
    "V2_9, V3_0, 2.9.0 to 3.0.0 crosses a major version, 3.0.0",
  })
  void aJumpAWayBackAndAMajorVersionAreRefused(
      OperatorRelease from, OperatorRelease to, String why, String which) {
    installed.working(at(from));
    refused(to, why, which);
  }

  @Test
  void anOperatorElsewhereThatTheNewDefinitionsWouldNotServeIsNamed() {
    installed.working(other.chart(StandInChart.of(OperatorRelease.V2_6)));
    installed.working(at(OperatorRelease.V2_8));
    var mark = audit.mark();

    var failure = OperatorFixture.failureOf(at(OperatorRelease.V2_9)::deploy);

    assertThat(failure.problem().code()).isEqualTo(ProblemCode.SECOND_OPERATOR);
    assertThat(failure)
        .hasMessageContainingAll(other.namespace() + "/pg-operator (2.6.0)", "two minor");
    assertThat(audit.writesSince(mark)).isEmpty();
  }

  @Test
  void anotherOperatorInTheSameNamespacesIsNamedAndCrunchyDatasToo() {
    definitions.reset("kubectl", StandInChart.of(OperatorRelease.V2_7).crdFile());
    var elsewhere = other.namespace();
    new LiveCluster(client, elsewhere).createNamespace();
    var crunchy = client.resource(crunchyDatas(elsewhere)).create();
    var failure = OperatorFixture.failureOf(at(OperatorRelease.V2_7)::deploy);
    assertThat(failure.problems())
        .extracting(Problem::code)
        .containsOnly(ProblemCode.SECOND_OPERATOR);
    assertThat(failure)
        .hasMessageContainingAll("Crunchy Data's operator " + elsewhere + "/pgo (5.8.2)");
    client.resource(crunchy).delete();

    installed.working(
        other
            .chart(StandInChart.of(OperatorRelease.V2_7))
            .existingNamespace()
            .values(Map.of("watchAllNamespaces", true)));
    assertThat(OperatorFixture.failureOf(at(OperatorRelease.V2_7)::deploy))
        .hasMessageContainingAll(elsewhere + "/pg-operator (2.7.0)", "it watches all namespaces");
    client.rbac().clusterRoles().withName(LiveCluster.NAME).delete();
    client.rbac().clusterRoleBindings().withName(LiveCluster.NAME).delete();
  }

  @Test
  void operatorTwoIsRefusedWhereOperatorThreeHasMovedClustersWhateverRecordsThereAre() {
    new LiveCluster(client, scene.namespace()).createNamespace();
    definitions.reset("kubectl", StandInChart.of(OperatorRelease.V3_0).crdFile());
    var moved =
        new GenericKubernetesResourceBuilder()
            .withApiVersion("upstream.pgv2.percona.com/v1beta1")
            .withKind("PostgresCluster")
            .withNewMetadata()
            .withNamespace(scene.namespace())
            .withName("shop")
            .endMetadata()
            .addToAdditionalProperties("spec", Map.of())
            .build();
    LiveCluster.untilTrue(() -> definitions.isServed(moved));
    client.resource(moved).create();
    var mark = audit.mark();

    var failure = OperatorFixture.failureOf(at(OperatorRelease.V2_9).existingNamespace()::deploy);

    assertThat(failure.problem().code()).isEqualTo(ProblemCode.IRREVERSIBLE);
    assertThat(failure)
        .hasMessageContainingAll(
            "operator 2.9.0 does not know", "postgresclusters " + scene.namespace() + "/shop");
    assertThat(audit.writesSince(mark)).isEmpty();
    assertThat(at(OperatorRelease.V3_0).existingNamespace().plan().refusals()).isEmpty();
    client.resource(moved).delete();
  }

  @Test
  void theOperatorThatRunsIsTheOneThatItsImageIs() {
    var image = OperatorRelease.V2_6.repository() + ":2.6.0";
    var pinned = at(OperatorRelease.V2_7).values(Map.of("image", image));

    definitions.reset("kubectl", StandInChart.of(OperatorRelease.V2_7).crdFile());

    var done = pinned.deploy(installed.comesUp(pinned));

    assertThat(done.outputs().asMap())
        .containsEntry("chartVersion", "2.7.0")
        .containsEntry("operatorVersion", "2.6.0");
    assertThat(done.notes()).anyMatch(n -> n.contains("2.6.0 and not the chart's 2.7.0"));
    assertThat(scene.history().get(0).operatorVersion()).isEqualTo("2.6.0");
    assertThat(pinned.plan().nothingToDo()).isTrue();

    refused(OperatorRelease.V2_8, "chart 2.7.0 (operator 2.6.0) to 2.8.2 would skip");
    assertThat(at(OperatorRelease.V2_9).values(Map.of("image", image)).plan().refusals())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.CRD_NEWER);
    assertThat(
            at(OperatorRelease.V2_8)
                .values(Map.of("image", OperatorRelease.V3_0.repository() + ":3.0.0"))
                .plan()
                .refusals())
        .extracting(Problem::code)
        .contains(ProblemCode.IRREVERSIBLE);
  }

  private OperatorFixture at(OperatorRelease release) {
    return scene.chart(StandInChart.of(release));
  }

  private void refused(OperatorRelease release, String... words) {
    var mark = audit.mark();
    var failure = OperatorFixture.failureOf(at(release)::deploy);
    assertThat(failure.problems())
        .extracting(Problem::code)
        .containsAnyOf(ProblemCode.VERSION_JUMP, ProblemCode.IRREVERSIBLE);
    assertThat(failure).hasMessageContainingAll(words);
    assertThat(audit.writesSince(mark)).isEmpty();
  }

  private static String crunchyDatas(String namespace) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      namespace: %s
      name: pgo
      labels: &labels {postgres-operator.crunchydata.com/control-plane: postgres-operator}
    spec:
      replicas: 0
      selector: {matchLabels: *labels}
      template:
        metadata: {labels: *labels}
        spec:
          containers:
          - {name: operator, image: "registry.example.com/postgres-operator:5.8.2"}
    """
        .formatted(namespace);
  }
}
