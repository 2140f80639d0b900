package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGKILL of a destroy's whole process tree at chosen moments. */
@WithControlPlane
class DestroyKilledIT {

  private static final DestroyOptions DELETE =
      DestroyOptions.defaults().clusters(ClusterPolicy.DELETE).timeout(Duration.ofSeconds(60));

  @TempDir Path folder;
  private final ControlPlane plane;
  private final KubernetesClient client;

  DestroyKilledIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.client = client;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin databases",
        "end databases",
        "begin release",
        "end release",
        "end operator",
        "begin namespace"
      })
  @Execution(ExecutionMode.CONCURRENT)
  @Tag(WithControlPlane.FULL)
  void theNextDestroyFinishesIt(String moment, @FreshNamespace String namespace)
      throws IOException {
    var scene = OperatorFixture.of(plane, namespace, folder).failing(Failure.SLOW_FINALIZERS);
    scene.deploy();
    var database = new Database(client, namespace).cluster().backup().held();
    try (var killed = ForkedRun.startDestroy(scene)) {
      killed.awaitLine(moment);
      killed.killTree();
    }

    scene.destroy(DELETE);

    assertThat(database.isGone()).isTrue();
    // A namespace that was being deleted when the process died goes by itself.
    LiveCluster.untilTrue(() -> !new LiveCluster(client, namespace).namespaceExists());
    assertThat(scene.destroy(DELETE)).isInstanceOf(DestroyResult.Absent.class);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void oneThatWasKilledInsideHelmIsFinishedAsWell(@FreshNamespace String namespace)
      throws IOException {
    var scene = OperatorFixture.of(plane, namespace, folder);
    scene.deploy();
    try (var proxy = new ApiProxy(plane)) {
      proxy.decide(
          (method, path) ->
              method.equals("DELETE") && path.contains("/deployments") ? Fate.HANG : Fate.PASS);
      try (var killed =
          ForkedRun.startDestroy(scene.as(proxy.kubeconfig(folder, plane.context())))) {
        LiveCluster.untilTrue(() -> proxy.hung() > 0);
        killed.killTree();
      }
    }
    var live = new LiveCluster(client, namespace);
    assertThat(live.record(1).getMetadata().getLabels()).containsEntry("status", "uninstalling");

    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Destroyed.class);

    assertThat(live.namespaceExists()).isFalse();
  }
}
