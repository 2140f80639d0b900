package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The way to the API server fails while a deploy runs. */
@WithControlPlane
class UnreachableIT {

  private final ApiProxy proxy;
  private final LiveCluster live;
  private final OperatorFixture direct;
  private final OperatorFixture scene;

  UnreachableIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder)
      throws IOException {
    this.proxy = new ApiProxy(plane);
    this.live = new LiveCluster(client, namespace);
    this.direct = OperatorFixture.of(plane, namespace, folder);
    this.scene = direct.as(proxy.kubeconfig(folder, plane.context()));
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void answersThatAreLostOnceChangeNothing() {
    Set<String> lost = ConcurrentHashMap.newKeySet();
    proxy.decide(
        (method, path) ->
            (method.equals("POST") || method.equals("DELETE") || method.equals("PATCH"))
                    && path.matches(".*/(namespaces|leases|leases/percona-pg-pg-operator)([?].*)?")
                    && lost.add(method + path)
                ? Fate.LOSE_ANSWER
                : Fate.PASS);
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(lost).hasSizeGreaterThanOrEqualTo(2);
    assertThat(scene.waits("lock")).isEmpty();
    assertThat(live.lock()).isNull();
    assertThat(direct.destroy()).isNotNull();
    assertThat(live.namespaceExists()).isFalse();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aCutInsideHelmIsSaidAndTheNextDeployFinishes() {
    proxy.decide(
        (method, path) ->
            method.equals("POST") && path.contains("/deployments") && !path.contains("dryRun")
                ? Fate.CUT
                : Fate.PASS);
    var failure = OperatorFixture.failureOf(scene::deploy);
    assertThat(failure.problem().code())
        .isIn(ProblemCode.HELM_FAILED, ProblemCode.API_SERVER_UNREACHABLE);
    assertThat(live.deployment()).isNull();

    proxy.decide((method, path) -> Fate.PASS);
    assertThat(scene.deploy()).isNotInstanceOf(DeployResult.Unchanged.class);
    assertThat(scene.verify().healthy()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void watchesAndLogsThatAProxyHoldsBackOnlyMakeItSlower() {
    proxy.decide((method, path) -> path.matches(".*(watch|follow)=true.*") ? Fate.HANG : Fate.PASS);
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(proxy.hung()).isPositive();
    assertThat(scene.destroy()).isNotNull();
    assertThat(live.namespaceExists()).isFalse();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anOutageOfSomeSecondsWhileTheOperatorStartsIsSurvived() throws Exception {
    var patient = scene.failing(Failure.SLOW_START);
    var running = CompletableFuture.supplyAsync(patient::deploy);
    LiveCluster.untilTrue(() -> !patient.waits("operator").isEmpty());
    var before = proxy.cut();
    proxy.outage(true);
    LiveCluster.untilTrue(() -> proxy.cut() > before + 5);
    proxy.outage(false);

    assertThat(running.get()).isInstanceOf(DeployResult.Installed.class);
    assertThat(live.lock()).isNull();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aServerThatIsOutOfReachIsNamed() throws IOException {
    proxy.close();
    var problem = OperatorFixture.failureOf(scene::deploy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.API_SERVER_UNREACHABLE);
    assertThat(problem.render()).contains("http://127.0.0.1:", "What to do");
  }
}
