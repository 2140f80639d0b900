package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Requests of Helm that fail, most of which Helm only logs. */
@WithControlPlane
class HelmFaultsIT {

  private static final StandInChart CHART = StandInChart.of(OperatorRelease.V2_7);
  private static final StandInChart WITH_MAP =
      CHART.withFile(
          "templates/map.yaml",
          "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: more}\ndata: {a: b}\n");

  private final KubernetesClient client;
  private final ApiProxy proxy;
  private final LiveCluster live;
  private final OperatorFixture direct;
  private final OperatorFixture scene;
  private final AtomicInteger spoiled = new AtomicInteger();

  HelmFaultsIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder)
      throws IOException {
    this.client = client;
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
  void aConnectionThatBreaksOnceInsideHelmUndoesNothing() {
    spoil(1, "POST", "/deployments", Fate.CUT);
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(direct.plan().nothingToDo()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anInstallThatHelmCannotRecordIsNeverSaidToBeInstalled() {
    spoil(99, "PUT", "/secrets/sh.helm.release.v1.pg-operator.v1", Fate.FORBIDDEN);
    assertThat(OperatorFixture.failureOf(scene::deploy))
        .hasMessageContaining("stays pending-install");
    assertThat(live.deployment()).isNotNull();

    spoiled.set(98); // once more, and Helm's next attempt is recorded
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Installed.class);
    assertThat(direct.verify().healthy()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatHelmCouldNotDeleteOrSupersedeIsDoneAfterIt() {
    direct.chart(WITH_MAP).deploy();
    spoil(2, "(DELETE|PUT)", "/(configmaps/more|secrets/[^?]*[.]v1)", Fate.FORBIDDEN);

    var upgraded = scene.chart(CHART).deploy();

    assertThat(spoiled).hasValue(2);
    assertThat(upgraded.notes())
        .anyMatch(note -> note.startsWith("Removed ConfigMap " + live.namespace() + "/more"))
        .anyMatch(note -> note.startsWith("Revision 1 was still called deployed"));
    assertThat(client.configMaps().inNamespace(live.namespace()).withName("more").get()).isNull();
    assertThat(live.records())
        .extracting(r -> r.getMetadata().getLabels().get("status"))
        .containsExactlyInAnyOrder("deployed", "superseded");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRollBackGoesOverTheRecordThatHelmLeftPending() {
    direct.deploy();
    proxy.decide(
        (method, path) ->
            method.equals("POST") && path.contains("/configmaps") && !path.contains("dryRun")
                ? Fate.FORBIDDEN
                : method.equals("PUT") && path.contains(".v2") && spoiled.getAndIncrement() == 0
                    ? Fate.CUT
                    : Fate.PASS);

    var failure = OperatorFixture.failureOf(scene.chart(WITH_MAP)::deploy);

    assertThat(failure).hasMessageContaining("Rolled back to revision 1");
    assertThat(direct.plan().nothingToDo()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aDestroyRemovesWhatOlderRevisionsLeft() {
    direct.chart(WITH_MAP).deploy();
    var map = client.configMaps().inNamespace(live.namespace()).withName("more").require();
    direct.chart(CHART).deploy();
    map.getMetadata().setResourceVersion(null);
    map.getMetadata().setUid(null);
    var unused = client.resource(map).create(); // as a Helm that could not delete it leaves it

    assertThat(direct.planDestroy(DestroyOptions.defaults()).changes())
        .filteredOn(change -> change.kind().equals("Namespace"))
        .extracting(Change::action)
        .containsExactly(Change.Action.DELETE);
    assertThat(direct.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(live.namespaceExists()).isFalse();
  }

  /** The first requests of a kind fail. */
  private void spoil(int times, String method, String path, Fate fate) {
    proxy.decide(
        (m, p) ->
            m.matches(method)
                    && p.matches(".*" + path + "([?].*)?")
                    && !p.contains("dryRun")
                    && spoiled.getAndUpdate(n -> Math.min(n + 1, times)) < times
                ? fate
                : Fate.PASS);
  }
}
