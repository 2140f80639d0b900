package io.github.perconapg.controlplane.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithApiServer
class ExternalClusterTest {
  @BeforeEach
  void putTheOperatorsCrdsThere(KubernetesClient client) {
    String crds = StandInChart.of(OperatorRelease.V2_7).crdFile();
    client
        .load(new ByteArrayInputStream(crds.getBytes(StandardCharsets.UTF_8)))
        .forceConflicts()
        .serverSideApply();
  }

  @Test
  void refusesAClusterThatHoldsTheOperatorsCrds(ControlPlane plane) {
    assertThatThrownBy(() -> ExternalCluster.open(plane.kubeconfig(), null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("perconapgclusters.pgv2.percona.com")
        .hasMessageContaining("-Dit.disposable=" + plane.server());
  }

  @Test
  void takesAClusterThatTheUserGaveUpByItsAddress(ControlPlane plane) {
    ExternalCluster cluster = ExternalCluster.open(plane.kubeconfig(), plane.server());
    assertThat(cluster.server()).isEqualTo(plane.server());
    assertThat(cluster.context()).isEqualTo(plane.context());
  }

  @Test
  void doesNotTakeTheAddressOfAnotherCluster(ControlPlane plane) {
    assertThatThrownBy(
            () -> ExternalCluster.open(plane.kubeconfig(), "https://elsewhere.example.com"))
        .hasMessageContaining("do not run on " + plane.server());
  }
}
