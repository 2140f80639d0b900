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
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through several versions, as the operator's rules and the databases allow it. */
@WithControlPlane(own = true)
class StepwiseIT {

  private static final Consent STEPWISE = Consent.NONE.stepwise(true);
  private static final Consent FOR_GOOD = STEPWISE.acceptIrreversible(true);

  private final Path charts;
  private final KubernetesClient client;
  private final AuditLog audit;
  private final OperatorFixture scene;
  private final Database shop;

  StepwiseIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.charts = folder.resolve("charts");
    this.client = client;
    this.audit = audit;
    this.shop = new Database(client, namespace);
    this.scene = OperatorFixture.of(plane, namespace, folder);
  }

  /** Archives side by side, as an air-gapped site has them. */
  @BeforeEach
  void begin() throws IOException {
    new Definitions(client).deleteThoseOfOperators();
    Files.createDirectory(charts);
    for (var release : OperatorRelease.values()) {
      StandInChart.of(release).writeArchive(charts);
    }
  }

  @AfterEach
  void end() {
    var cluster = shop.get("PerconaPGCluster");
    if (cluster != null) {
      client.resource(cluster).delete();
      LiveCluster.untilTrue(() -> shop.get("PerconaPGCluster") == null);
    }
    var left = scene.history().stream().map(Revision::operatorVersion).findFirst();
    var three = left.filter(version -> version.startsWith("3.")).isPresent();
    var own = three ? "upstream.pgv2.percona.com" : "postgres-operator.crunchydata.com";
    for (var kind : new Definitions(client).ofOperators()) {
      if (kind.getSpec().getNames().getKind().equals("PostgresCluster")) {
        // The operator ends those of its own group; those of the other have nobody.
        if (!kind.getSpec().getGroup().equals(own)) {
          children(kind).resources().forEach(StepwiseIT::deleteByForce);
        }
        LiveCluster.untilTrue(() -> children(kind).list().getItems().isEmpty());
      }
    }
    scene.destroy();
  }

  private NonNamespaceOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      children(CustomResourceDefinition kind) {
    return client
        .genericKubernetesResources(CustomResourceDefinitionContext.fromCrd(kind))
        .inNamespace(scene.namespace());
  }

  private static void deleteByForce(Resource<GenericKubernetesResource> child) {
    LiveCluster.edit(
        child,
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
    assertThat(OperatorFixture.failureOf(wanted::deploy))
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
    shop.crVersion("2.7.0");
    var wanted = at(OperatorRelease.V3_0).consent(FOR_GOOD);
    assertThat(wanted.plan().notes())
        .anyMatch(n -> n.contains("The step to 3.0.0") && n.contains("/shop has crVersion 2.7.0"));

    var failure = OperatorFixture.failureOf(wanted::deploy);

    assertThat(failure.problem().code()).isEqualTo(ProblemCode.CR_VERSION);
    assertThat(failure).hasMessageContainingAll("/shop has crVersion 2.7.0", "edits no database");
    assertThat(scene.history().get(0).chartVersion()).isEqualTo("2.9.0");
    assertThat(at(OperatorRelease.V2_9).verify().healthy()).isTrue();

    shop.crVersion("2.9.0");
    assertThat(wanted.deploy().outputs().chartVersion()).isEqualTo("3.0.0");
  }

  @Test
  void afterEachStepADatabaseThatWasReadyIsReadyAgainBeforeTheNext() {
    at(OperatorRelease.V2_7).deploy();
    shop.crVersion("2.7.0");
    shop.state("ready");
    var wanted = at(OperatorRelease.V2_9).consent(STEPWISE);
    var done =
        wanted.deploy(
            event -> {
              if (event instanceof Event.StepStarted step && step.step().equals("operator")) {
                shop.state("initializing");
              } else if (event instanceof Event.Waiting wait && wait.step().equals("databases")) {
                assertThat(wait.waitingFor().toString()).contains("/shop is initializing");
                shop.state("ready");
              }
            });
    assertThat(done.steps()).extracting(Step::name).filteredOn("databases"::equals).hasSize(2);
  }

  @Test
  void anUpgradeIsNotRolledBackOnceTheNewOperatorHasLedAndADatabaseHasChanged() {
    at(OperatorRelease.V2_7).deploy();
    shop.crVersion("2.7.0");
    shop.state("ready");
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
    var changed = OnEvent.whenBegins("operator", () -> shop.crVersion("2.8.0"));

    assertThat(OperatorFixture.failureOf(() -> broken.deploy(changed)))
        .hasMessageContainingAll("Nothing was rolled back", "may have led", "/shop is no longer");
    assertThat(scene.history()).hasSize(2);
  }

  private OperatorFixture at(OperatorRelease release) {
    return scene.chart(charts.resolve("pg-operator-" + release.version() + ".tgz"));
  }
}
