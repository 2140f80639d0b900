package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.event.EventListener;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag(OperatorFixture.ANY_CHART)
@WithControlPlane
class DeployIT {

  @TempDir Path folder;

  @Test
  void installsVerifiesLeavesAloneAndRemoves(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace) {
    var scene = OperatorFixture.of(plane, namespace, folder);
    var live = new LiveCluster(client, namespace);

    var installed = scene.deploy();
    assertThat(installed).isInstanceOf(DeployResult.Installed.class);
    assertThat(installed.outputs().asMap())
        .containsEntry("namespace", namespace)
        .containsEntry("revision", "1")
        .containsEntry("deployment", "pg-operator");
    assertThat(scene.verify().healthy()).isTrue();
    assertThat(live.lock()).isNull();

    var mark = audit.mark();
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);
    assertThat(audit.writesSince(mark)).isEmpty();

    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(live.namespaceExists()).isFalse();
    assertThat(scene.temporary()).isEmptyDirectory();
    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Absent.class);
  }

  @Test
  void aPlanThatTheClusterHasOutgrownIsNotCarriedOut(
      ControlPlane plane, AuditLog audit, @FreshNamespace String namespace) {
    var scene = OperatorFixture.of(plane, namespace, folder);
    try (var cluster = scene.connect()) {
      var plan = cluster.plan(scene.desired());
      scene.deploy();
      var mark = audit.mark();
      var failure =
          OperatorFixture.failureOf(
              () -> cluster.apply(plan, scene.options(), EventListener.none()));
      assertThat(failure.problem().code()).isEqualTo(ProblemCode.PLAN_STALE);
      assertThat(audit.writesSince(mark)).isEmpty();
    }
  }
}
