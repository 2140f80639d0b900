package io.github.perconapg.controlplane.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@WithControlPlane(own = true)
@Tag(WithControlPlane.FULL)
class MissingCrdTest {
  private static final String CLUSTERS = "perconapgclusters.pgv2.percona.com";
  private static final StandInChart CHART = StandInChart.of(OperatorRelease.V2_7).withoutCrds();

  private final Release release;
  private final KubernetesClient client;

  MissingCrdTest(ControlPlane plane, KubernetesClient client, @FreshNamespace String namespace) {
    this.release = new Release(plane, client, namespace);
    this.client = client;
  }

  @BeforeEach
  void startWithAllCrds() {
    apply(OperatorRelease.V2_7);
  }

  @Test
  void leadsWithoutOneWorkerAndExitsAfterTheCacheTimeout() throws IOException {
    delete(CLUSTERS);
    release.install(CHART).awaitAvailable();
    release.leaseThat(each -> true);
    String log = release.logThat(text -> Release.workers(text) == 6);
    assertThat(log)
        .contains(
            "ERROR\tcontroller-runtime.source.Kind\tif kind is a CRD, it should be installed before"
                + " calling Start")
        .contains("PerconaPGCluster.pgv2.percona.com");
    Pod pod = release.podThat(each -> Release.restarts(each) == 1);
    String previous =
        client
            .pods()
            .inNamespace(release.namespace())
            .withName(pod.getMetadata().getName())
            .terminated()
            .getLog();
    assertThat(previous)
        .contains(
            "panic: failed to wait for perconapgcluster caches to sync kind source:"
                + " *v2.PerconaPGCluster: timed out waiting for cache to be synced");
  }

  @Test
  void recoversWhenTheCrdComesInTime() throws IOException {
    delete(CLUSTERS);
    release.install(CHART).awaitAvailable();
    release.logThat(text -> Release.workers(text) == 6);
    apply(OperatorRelease.V2_7);
    release.logThat(text -> Release.workers(text) == 7);
    assertThat(Release.restarts(release.podThat(each -> true))).isZero();
  }

  @Test
  void runsOnWhenACrdIsDeletedAndTellsItOnlyInTheLog() throws IOException {
    release.install(CHART).awaitAvailable();
    release.logThat(text -> Release.workers(text) == 7);
    delete(CLUSTERS);
    release.logThat(
        text ->
            text.contains(
                "failed to list *v2.PerconaPGCluster: the server could not find the requested"
                    + " resource"));
    assertThat(Release.restarts(release.podThat(each -> true))).isZero();
  }

  @Test
  void startsThreeWorkersOnlyWhereTheNewGroupAloneExists() throws IOException {
    StandInChart.kinds(OperatorRelease.V2_7).stream()
        .filter(kind -> kind.group().equals(OperatorRelease.V2_7.innerGroup()))
        .forEach(kind -> delete(kind.crdName()));
    release.install(CHART).awaitAvailable();
    release.logThat(text -> Release.workers(text) == 3);
    release.podThat(each -> Release.restarts(each) == 1);
  }

  private void apply(OperatorRelease of) {
    byte[] file = StandInChart.of(of).crdFile().getBytes(StandardCharsets.UTF_8);
    client.load(new ByteArrayInputStream(file)).serverSideApply();
    List<String> names = StandInChart.kinds(of).stream().map(kind -> kind.crdName()).toList();
    for (String name : names) {
      client
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(name)
          .waitUntilCondition(
              crd ->
                  crd != null
                      && crd.getStatus() != null
                      && crd.getStatus().getConditions() != null
                      && crd.getStatus().getConditions().stream()
                          .anyMatch(
                              c ->
                                  c.getType().equals("Established")
                                      && c.getStatus().equals("True")),
              30,
              TimeUnit.SECONDS);
    }
  }

  private void delete(String crd) {
    var crds = client.apiextensions().v1().customResourceDefinitions();
    crds.withName(crd).withTimeout(30, TimeUnit.SECONDS).delete();
  }
}
