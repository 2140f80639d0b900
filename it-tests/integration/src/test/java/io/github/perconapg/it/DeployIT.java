package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.chart.OperatorRelease;
import io.github.perconapg.controlplane.chart.StandInChart;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane
class DeployIT {

  @TempDir Path folder;

  @Test
  void installsVerifiesLeavesAloneAndRemoves(
      ControlPlane plane, KubernetesClient client, AuditLog audit, @FreshNamespace String namespace)
      throws IOException {
    var chart = StandInChart.of(OperatorRelease.V2_7).writeTo(folder.resolve("chart"));
    var scene = new Scene(plane, namespace, chart, folder.resolve("out"));
    try (var cluster = scene.connect()) {
      var plan = cluster.plan(scene.desired());
      assertThat(plan.refusals()).isEmpty();
      var installed = cluster.deploy(scene.desired(), scene.options(), e -> {});
      assertThat(installed).isInstanceOf(DeployResult.Installed.class);
      assertThat(installed.outputs().asMap())
          .containsEntry("namespace", namespace)
          .containsEntry("revision", "1")
          .containsEntry("deployment", "pg-operator");

      var report = cluster.verify(scene.desired(), scene.options(), e -> {});
      assertThat(report.healthy()).isTrue();

      var mark = audit.mark();
      var again = cluster.deploy(scene.desired(), scene.options(), e -> {});
      assertThat(again).isInstanceOf(DeployResult.Unchanged.class);
      assertThat(audit.writesSince(mark)).filteredOn(e -> !e.isFromThePlane()).isEmpty();

      var destroyed = cluster.destroy(scene.desired(), scene.destroyOptions(), e -> {});
      assertThat(destroyed).isInstanceOf(DestroyResult.Destroyed.class);
      assertThat(client.namespaces().withName(namespace).get()).isNull();
    }
  }
}
