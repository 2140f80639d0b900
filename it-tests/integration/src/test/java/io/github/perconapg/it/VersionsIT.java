package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one version to the next, and what stands in the way of it. */
@WithControlPlane(own = true)
class VersionsIT {

  private static final Consent FOR_GOOD = Consent.NONE.acceptIrreversible(true);

  private final Path folder;
  private final ControlPlane plane;
  private final KubernetesClient client;
  private final AuditLog audit;
  private final Definitions definitions;
  private final Scene scene;

  VersionsIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.folder = folder;
    this.plane = plane;
    this.client = client;
    this.audit = audit;
    this.definitions = new Definitions(client);
    this.scene = Scene.of(plane, namespace, folder);
  }

  /** Definitions are never downgraded, so that those of another test would be in the way. */
  @BeforeEach
  void begin() {
    definitions.deleteThoseOfOperators();
  }

  @AfterEach
  void end() {
    scene.destroy();
  }

  @Test
  void anUpgradeGoesOneMinorVersionForwardWithItsDefinitionsAndNeverBack() {
    at(OperatorRelease.V2_7).deploy();

    refused(OperatorRelease.V2_9, "2.7.0 to 2.9.0 would skip a minor version", "2.8.x");

    var upgraded = at(OperatorRelease.V2_8).deploy();
    assertThat(upgraded).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(upgraded.outputs().asMap())
        .containsEntry("revision", "2")
        .containsEntry("operatorVersion", "2.8.2");
    assertThat(definitions.schemaOf(Definitions.CLUSTERS)).contains("since2_8");
    assertThat(at(OperatorRelease.V2_8).verify().healthy()).isTrue();

    refused(OperatorRelease.V2_7, "2.8.2 to 2.7.0 would go back");
    refused(OperatorRelease.V3_0, "2.8.2 to 3.0.0 would skip a minor version");

    at(OperatorRelease.V2_9).deploy();
    refused(OperatorRelease.V3_0, "2.9.0 to 3.0.0 crosses a major version");
  }

  @Test
  void operatorThreeAsksForConsentAndThereIsNoWayBack() {
    at(OperatorRelease.V2_9).deploy();
    var three = at(OperatorRelease.V3_0);
    assertThat(three.plan().refusals())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.IRREVERSIBLE);
    var broken =
        three
            .consent(FOR_GOOD)
            .timeout(Duration.ofSeconds(20))
            .values(
                Map.of("podAnnotations", Map.of(Failure.ANNOTATION, Failure.CRASH_LOOP.value())));
    assertThat(Scene.failureOf(broken::deploy))
        .hasMessageContaining("Nothing was rolled back: operator 3.0.0 moves clusters");
    assertThat(scene.history()).hasSize(2);

    assertThat(three.consent(FOR_GOOD).deploy()).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(three.verify().healthy()).isTrue();
    assertThat(Scene.failureOf(() -> three.rollback(OptionalInt.of(1))).problems())
        .extracting(Problem::code)
        .contains(ProblemCode.IRREVERSIBLE);
  }

  @Test
  void anOperatorElsewhereThatTheNewDefinitionsWouldNotServeIsNamed(
      @FreshNamespace String elsewhere) {
    var old = Scene.of(plane, elsewhere, folder).chart(StandInChart.of(OperatorRelease.V2_6));
    old.deploy();
    at(OperatorRelease.V2_8).deploy();
    var mark = audit.mark();

    var failure = Scene.failureOf(at(OperatorRelease.V2_9)::deploy);

    assertThat(failure.problem().code()).isEqualTo(ProblemCode.SECOND_OPERATOR);
    assertThat(failure).hasMessageContainingAll(elsewhere + "/pg-operator (2.6.0)", "two minor");
    assertThat(audit.writesSince(mark)).isEmpty();
    old.destroy();
  }

  @Test
  void anotherOperatorInTheSameNamespacesIsNamedAndCrunchyDatasToo(
      @FreshNamespace String elsewhere) {
    new Live(client, elsewhere).createNamespace();
    var crunchy = client.resource(crunchyDatas(elsewhere)).create();
    var failure = Scene.failureOf(at(OperatorRelease.V2_7)::deploy);
    assertThat(failure.problems())
        .extracting(Problem::code)
        .containsOnly(ProblemCode.SECOND_OPERATOR);
    assertThat(failure)
        .hasMessageContainingAll("Crunchy Data's operator " + elsewhere + "/pgo (5.8.2)");
    client.resource(crunchy).delete();

    var wide =
        Scene.of(plane, elsewhere, folder)
            .chart(StandInChart.of(OperatorRelease.V2_7))
            .existingNamespace()
            .values(Map.of("watchAllNamespaces", true));
    wide.deploy();
    assertThat(Scene.failureOf(at(OperatorRelease.V2_7)::deploy))
        .hasMessageContainingAll(elsewhere + "/pg-operator (2.7.0)", "it watches all namespaces");
    wide.destroy();
  }

  @Test
  void operatorTwoIsRefusedWhereOperatorThreeHasMovedClustersWhateverRecordsThereAre() {
    new Live(client, scene.namespace()).createNamespace();
    definitions.apply("kubectl", StandInChart.of(OperatorRelease.V3_0).crdFile());
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
    Live.untilTrue(() -> definitions.isServed(moved));
    client.resource(moved).create();
    var mark = audit.mark();

    var failure = Scene.failureOf(at(OperatorRelease.V2_9).existingNamespace()::deploy);

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

    var done = pinned.deploy();

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

  private Scene at(OperatorRelease release) {
    return scene.chart(StandInChart.of(release));
  }

  private void refused(OperatorRelease release, String... words) {
    var mark = audit.mark();
    var failure = Scene.failureOf(at(release)::deploy);
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
