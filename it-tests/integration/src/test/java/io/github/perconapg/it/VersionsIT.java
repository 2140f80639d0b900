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
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane(own = true)
class VersionsIT {

  @TempDir Path folder;
  private final KubernetesClient client;
  private final AuditLog audit;

  VersionsIT(KubernetesClient client, AuditLog audit) {
    this.client = client;
    this.audit = audit;
  }

  @Test
  void anUpgradeGoesOneMinorVersionForwardWithItsDefinitionsAndNeverBack(
      ControlPlane plane, @FreshNamespace String namespace) {
    var scene = Scene.of(plane, namespace, folder);
    scene.chart(StandInChart.of(OperatorRelease.V2_7)).deploy();

    refused(scene, OperatorRelease.V2_9, "2.7.0 to 2.9.0 would skip a minor version", "2.8.x");

    var upgraded = scene.chart(StandInChart.of(OperatorRelease.V2_8)).deploy();
    assertThat(upgraded).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(upgraded.outputs().asMap())
        .containsEntry("revision", "2")
        .containsEntry("operatorVersion", "2.8.2");
    assertThat(client.getKubernetesSerialization().asJson(definition())).contains("since2_8");
    assertThat(scene.chart(StandInChart.of(OperatorRelease.V2_8)).verify().healthy()).isTrue();

    refused(scene, OperatorRelease.V2_7, "2.8.2 to 2.7.0 would go back");
    refused(scene, OperatorRelease.V3_0, "2.8.2 to 3.0.0 would skip a minor version");

    scene.chart(StandInChart.of(OperatorRelease.V2_9)).deploy();
    refused(scene, OperatorRelease.V3_0, "2.9.0 to 3.0.0 crosses a major version");
  }

  private void refused(Scene scene, OperatorRelease release, String... words) {
    var mark = audit.mark();
    var failure = Scene.failureOf(scene.chart(StandInChart.of(release))::deploy);
    assertThat(failure.problems())
        .extracting(Problem::code)
        .containsAnyOf(ProblemCode.VERSION_JUMP, ProblemCode.IRREVERSIBLE);
    assertThat(failure).hasMessageContainingAll(words);
    assertThat(audit.writesSince(mark)).isEmpty();
  }

  private Object definition() {
    return client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("perconapgclusters.pgv2.percona.com")
        .require();
  }
}
