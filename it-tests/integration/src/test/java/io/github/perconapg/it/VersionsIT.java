package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one version to the next; {@link VersionRefusalsIT} has what stands in the way of it. */
@WithControlPlane(own = true)
class VersionsIT {

  private static final Consent FOR_GOOD = Consent.NONE.acceptIrreversible(true);

  private final Definitions definitions;
  private final OperatorFixture scene;

  VersionsIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.definitions = new Definitions(client);
    this.scene = OperatorFixture.of(plane, namespace, folder);
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
  void anUpgradeGoesOneMinorVersionForwardWithItsDefinitions() {
    at(OperatorRelease.V2_7).deploy();

    var upgraded = at(OperatorRelease.V2_8).deploy();
    assertThat(upgraded).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(upgraded.outputs().asMap())
        .containsEntry("revision", "2")
        .containsEntry("operatorVersion", "2.8.2");
    assertThat(definitions.schemaOf(Definitions.CLUSTERS)).contains("since2_8");
    assertThat(at(OperatorRelease.V2_8).verify().healthy()).isTrue();
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
    assertThat(OperatorFixture.failureOf(broken::deploy))
        .hasMessageContaining("Nothing was rolled back: operator 3.0.0 moves clusters");
    assertThat(scene.history()).hasSize(2);

    assertThat(three.consent(FOR_GOOD).deploy()).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(three.verify().healthy()).isTrue();
    assertThat(OperatorFixture.failureOf(() -> three.rollback(1)).problems())
        .extracting(Problem::code)
        .contains(ProblemCode.IRREVERSIBLE);
  }

  private OperatorFixture at(OperatorRelease release) {
    return scene.chart(StandInChart.of(release));
  }
}
