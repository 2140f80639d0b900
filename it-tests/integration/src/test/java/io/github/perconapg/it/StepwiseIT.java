package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.event.Event;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.Revision;
import io.github.perconapg.model.Step;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From version to version, as the operator's rules and the databases allow it. */
@WithControlPlane(own = true)
class StepwiseIT {

  private static final Consent STEPWISE = Consent.NONE.stepwise(true);
  private static final Consent FOR_GOOD = STEPWISE.acceptIrreversible(true);
  private static final String DATABASES = "pgv2.percona.com/v2";

  private final Path folder;
  private final Path charts;
  private final ControlPlane plane;
  private final KubernetesClient client;
  private final AuditLog audit;
  private final Scene scene;
  private final Live live;

  StepwiseIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.folder = folder;
    this.charts = folder.resolve("charts");
    this.plane = plane;
    this.client = client;
    this.audit = audit;
    this.live = new Live(client, namespace);
    this.scene = Scene.of(plane, namespace, folder);
  }

  /** Archives side by side, as an air-gapped site has them. */
  @BeforeEach
  void begin() throws IOException {
    Files.createDirectory(charts);
    for (var release : OperatorRelease.values()) {
      StandInChart.of(release).writeArchive(charts);
    }
  }

  @AfterEach
  void end() {
    databases().forEach(database -> client.resource(database).delete());
    Live.untilTrue(() -> databases().isEmpty());
    var left = scene.history().stream().map(Revision::operatorVersion).findFirst();
    var three = left.filter(version -> version.startsWith("3.")).isPresent();
    var own = three ? "upstream.pgv2.percona.com" : "postgres-operator.crunchydata.com";
    for (var kind : new Definitions(client).ofOperators()) {
      if (kind.getSpec().getNames().getKind().equals("PostgresCluster")) {
        // The operator ends those of its own group; those of the other have nobody.
        if (!kind.getSpec().getGroup().equals(own)) {
          children(kind).resources().forEach(StepwiseIT::deleteByForce);
        }
        Live.untilTrue(() -> children(kind).list().getItems().isEmpty());
      }
    }
    scene.destroy();
    new Definitions(client).deleteThoseOfOperators();
  }

  private NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      children(CustomResourceDefinition kind) {
    return client
        .genericKubernetesResources(CustomResourceDefinitionContext.fromCrd(kind))
        .inNamespace(live.namespace());
  }

  private static void deleteByForce(Resource<GenericKubernetesResource> child) {
    var unused =
        child.edit(
            c ->
                new GenericKubernetesResourceBuilder(c)
                    .editMetadata()
                    .withFinalizers()
                    .endMetadata()
                    .build());
    child.delete();
  }

  @Test
  void aJumpIsRefusedWithItsStepsAndTakenStepByStepWithConsent() {
    at(OperatorRelease.V2_7).deploy();
    // The manifest wins over it, which every step says.
    var outvoted = Map.<String, Object>of("resources", Map.of("limits", Map.of("cpu", "700m")));
    var wanted = at(OperatorRelease.V2_9).values(outvoted);
    var mark = audit.mark();
    assertThat(Scene.failureOf(wanted::deploy))
        .hasMessageContainingAll("skip a minor version", "2.8.x and 2.9.0", "stepwise=true");
    assertThat(audit.writesSince(mark)).isEmpty();

    var plan = wanted.consent(STEPWISE).plan();
    assertThat(plan.route()).containsExactly("2.8.2", "2.9.0");
    assertThat(plan.chart()).startsWith("pg-operator 2.8.2");

    var done = wanted.consent(STEPWISE).deploy();

    assertThat(done).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(done.notes()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(done.outputs().asMap())
        .containsEntry("revision", "3")
        .containsEntry("operatorVersion", "2.9.0");
    assertThat(scene.history())
        .extracting(Revision::chartVersion)
        .containsExactly("2.9.0", "2.8.2", "2.7.0");
    assertThat(scene.history()).allMatch(Revision::proven);
    assertThat(wanted.verify().healthy()).isTrue();
  }

  @Test
  void aStepThatACrVersionDoesNotAllowIsNotTakenAndTheEditIsNamed() {
    at(OperatorRelease.V2_7).deploy();
    database("shop", "2.7.0");
    var wanted = at(OperatorRelease.V3_0).consent(FOR_GOOD);
    assertThat(wanted.plan().notes())
        .anyMatch(n -> n.contains("The step to 3.0.0") && n.contains("/shop has crVersion 2.7.0"));

    var failure = Scene.failureOf(wanted::deploy);

    assertThat(failure.problem().code()).isEqualTo(ProblemCode.CR_VERSION);
    assertThat(failure).hasMessageContainingAll("/shop has crVersion 2.7.0", "edits no database");
    assertThat(scene.history().get(0).chartVersion()).isEqualTo("2.9.0");
    assertThat(at(OperatorRelease.V2_9).verify().healthy()).isTrue();

    database("shop", "2.9.0");
    assertThat(wanted.deploy().outputs().chartVersion()).isEqualTo("3.0.0");
  }

  @Test
  void afterEachStepADatabaseThatWasReadyIsReadyAgainBeforeTheNext() {
    at(OperatorRelease.V2_7).deploy();
    database("shop", "2.7.0");
    state("ready");
    var wanted = at(OperatorRelease.V2_9).consent(STEPWISE);
    var done =
        wanted.deploy(
            event -> {
              if (event instanceof Event.StepStarted step && step.step().equals("operator")) {
                state("initializing");
              } else if (event instanceof Event.Waiting wait && wait.step().equals("databases")) {
                assertThat(wait.waitingFor().toString()).contains("/shop is initializing");
                state("ready");
              }
            });
    assertThat(done.steps()).extracting(Step::name).filteredOn("databases"::equals).hasSize(2);
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
  void anUpgradeIsNotRolledBackOnceTheNewOperatorHasLedAndADatabaseHasChanged() {
    at(OperatorRelease.V2_7).deploy();
    database("shop", "2.7.0");
    state("ready");
    var broken =
        at(OperatorRelease.V2_8)
            .timeout(Duration.ofSeconds(20))
            .values(
                Map.of(
                    "podAnnotations",
                    Map.of(Failure.ANNOTATION, Failure.EXITS_AFTER_LEADING.value()),
                    "logLevel",
                    "ERROR"));
    // The operator writes the state itself, and never this.
    var changed = Meanwhile.whenBegins("operator", () -> database("shop", "2.8.0"));

    assertThat(Scene.failureOf(() -> broken.deploy(changed)))
        .hasMessageContainingAll("Nothing was rolled back", "has led", "/shop is no longer");
    assertThat(scene.history()).hasSize(2);
  }

  @Test
  void anOperatorElsewhereThatTheNewDefinitionsWouldNotServeIsNamed(
      @FreshNamespace String elsewhere) {
    var old = Scene.of(plane, elsewhere, folder).chart(archive(OperatorRelease.V2_6));
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
    var crunchy = crunchy(elsewhere);
    var failure = Scene.failureOf(at(OperatorRelease.V2_7)::deploy);
    assertThat(failure.problems())
        .extracting(Problem::code)
        .containsOnly(ProblemCode.SECOND_OPERATOR);
    assertThat(failure)
        .hasMessageContainingAll("Crunchy Data's operator " + elsewhere + "/pgo (5.8.2)");
    client.resource(crunchy).delete();

    var wide =
        Scene.of(plane, elsewhere, folder)
            .chart(archive(OperatorRelease.V2_7))
            .existingNamespace()
            .values(Map.of("watchAllNamespaces", true));
    wide.deploy();
    assertThat(Scene.failureOf(at(OperatorRelease.V2_7)::deploy))
        .hasMessageContainingAll(elsewhere + "/pg-operator (2.7.0)", "it watches all namespaces");
    wide.destroy();
  }

  private Scene at(OperatorRelease release) {
    return scene.chart(archive(release));
  }

  private Path archive(OperatorRelease release) {
    return charts.resolve("pg-operator-" + release.version() + ".tgz");
  }

  private List<GenericKubernetesResource> databases() {
    return client
        .genericKubernetesResources(DATABASES, "PerconaPGCluster")
        .inNamespace(live.namespace())
        .list()
        .getItems();
  }

  private void database(String name, String crVersion) {
    var unused =
        client
            .resource(
                new GenericKubernetesResourceBuilder()
                    .withApiVersion(DATABASES)
                    .withKind("PerconaPGCluster")
                    .withNewMetadata()
                    .withNamespace(live.namespace())
                    .withName(name)
                    .endMetadata()
                    .addToAdditionalProperties("spec", Map.of("crVersion", crVersion))
                    .build())
            .forceConflicts()
            .serverSideApply();
  }

  /** What the operator would report of the database; the stand-in starts none. */
  private void state(String state) {
    var unused =
        client
            .genericKubernetesResources(DATABASES, "PerconaPGCluster")
            .inNamespace(live.namespace())
            .withName("shop")
            .subresource("status")
            .patch(
                PatchContext.of(PatchType.JSON_MERGE),
                "{\"status\": {\"state\": \"" + state + "\"}}");
  }

  private GenericKubernetesResource crunchy(String namespace) {
    var labels = Map.of("postgres-operator.crunchydata.com/control-plane", "postgres-operator");
    var container =
        Map.of("name", "operator", "image", "registry.example.com/postgres-operator:5.8.2");
    var template =
        Map.of(
            "metadata", Map.of("labels", labels), "spec", Map.of("containers", List.of(container)));
    return client
        .resource(
            new GenericKubernetesResourceBuilder()
                .withApiVersion("apps/v1")
                .withKind("Deployment")
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("pgo")
                .withLabels(labels)
                .endMetadata()
                .addToAdditionalProperties(
                    "spec",
                    Map.of(
                        "replicas",
                        0,
                        "selector",
                        Map.of("matchLabels", labels),
                        "template",
                        template))
                .build())
        .create();
  }
}
