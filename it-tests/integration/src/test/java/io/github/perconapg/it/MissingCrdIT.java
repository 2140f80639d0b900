package io.github.perconapg.it;

import static io.github.perconapg.it.Definitions.ADMINS;
import static io.github.perconapg.it.Definitions.CLUSTERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator without one of its definitions, which belong to the whole cluster. */
@WithControlPlane(own = true)
class MissingCrdIT {

  private final KubernetesClient client;
  private final Definitions definitions;
  private final LiveCluster live;
  private final OperatorFixture scene;

  MissingCrdIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.definitions = new Definitions(client);
    this.live = new LiveCluster(client, namespace);
    this.scene =
        OperatorFixture.of(plane, namespace, folder).chart(StandInChart.of(OperatorRelease.V2_7));
  }

  @BeforeEach
  void applyAll() {
    definitions.reset("kubectl", StandInChart.of(OperatorRelease.V2_7).crdFile());
  }

  @Test
  void oneThatIsMissingWhenTheOperatorStartsIsTheCauseThatIsNamed() {
    definitions.delete(CLUSTERS);
    var skipping = scene.crds(CrdPolicy.SKIP).timeout(Duration.ofMinutes(5));
    var problem = OperatorFixture.failureOf(skipping::deploy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.CRD_MISSING);
    assertThat(problem.render())
        .contains("cannot become ready", "if kind is a CRD, it should be installed")
        .contains("Deploy with crds=apply");
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Installed.class);
  }

  @Test
  void oneThatIsDeletedUnderARunningOperatorIsMissedAlsoWithoutALookAtIt() {
    var skipping = scene.crds(CrdPolicy.SKIP);
    skipping.deploy();
    assertThat(skipping.verify().healthy()).isTrue();
    definitions.delete(CLUSTERS);
    LiveCluster.untilTrue(() -> !skipping.verify().healthy());

    var problem = OperatorFixture.failureOf(skipping::deploy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.CRD_MISSING);
    assertThat(problem.facts()).containsExactly(CLUSTERS + " does not exist");
    assertThat(scene.deploy()).isInstanceOf(DeployResult.class);
    assertThat(scene.verify().healthy()).isTrue();
  }

  /** One story, since each step needs the one before. */
  @Test
  void anOperatorWhoseDefinitionWasDeletedIsKnownByItsLogAndAfterARestartByItsControllers() {
    scene.deploy();
    definitions.delete(ADMINS);
    LiveCluster.untilTrue(() -> log().contains("could not find the requested resource"));
    Checks.fail(scene.verify(), Check.CRDS_ESTABLISHED, Check.LOG_ERRORS);

    live.killPods();
    LiveCluster.untilTrue(() -> log().contains("if kind is a CRD"));
    Checks.fail(scene.verify(), Check.CRDS_ESTABLISHED, Check.WORKERS_STARTED, Check.LOG_ERRORS);

    scene.deploy();
    assertThat(scene.verify().healthy()).isTrue();
    scene.destroy();
  }

  private String log() {
    var pods = live.pods();
    return pods.size() == 1 && "Running".equals(pods.get(0).getStatus().getPhase())
        ? client.pods().resource(pods.get(0)).getLog()
        : "";
  }
}
