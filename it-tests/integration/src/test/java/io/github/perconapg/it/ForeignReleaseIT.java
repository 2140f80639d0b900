package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithControlPlane
class ForeignReleaseIT {

  @TempDir Path folder;

  @Test
  void anOperatorOfTheHelmClientIsLeftExactlyAsItIs(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace) {
    var scene = Scene.of(plane, namespace, folder);
    var live = new Live(client, namespace);
    helm(
        plane,
        "install",
        Live.NAME,
        scene.desired().chart(),
        "--namespace",
        namespace,
        "--create-namespace",
        "--set",
        "watchAllNamespaces=true,replicaCount=2,imagePullSecrets[0].name=theirs");
    try {
      Live.untilTrue(() -> live.pods().size() == 2);
      var before = theirs(live);
      var mark = audit.mark();

      var planned = scene.plan().refusals();
      assertThat(planned).hasSize(1);
      assertThat(planned.get(0).code()).isEqualTo(ProblemCode.FOREIGN_RELEASE);
      assertThat(planned.get(0).render())
          .contains(
              namespace + "/pg-operator", "revision 1", "watchAllNamespaces", "Install complete");

      assertThat(Scene.failureOf(scene::deploy).problem().code())
          .isEqualTo(ProblemCode.FOREIGN_RELEASE);
      assertThat(Scene.failureOf(scene::destroy).problem().code())
          .isEqualTo(ProblemCode.FOREIGN_RELEASE);
      assertThat(scene.verify().healthy()).isFalse();

      assertThat(audit.writesSince(mark)).isEmpty();
      assertThat(theirs(live)).isEqualTo(before);
    } finally {
      helm(plane, "uninstall", Live.NAME, "--namespace", namespace);
    }
  }

  /** Record, Deployment and ClusterRole, without what the cluster itself writes. */
  private static List<Object> theirs(Live live) {
    var deployment = live.deployment();
    var role = live.client().rbac().clusterRoles().withName(Live.NAME).require();
    return List.of(
        live.record(1),
        deployment == null ? "" : deployment.getSpec(),
        deployment == null ? "" : deployment.getMetadata().getUid(),
        role,
        live.client().rbac().clusterRoleBindings().withName(Live.NAME).require());
  }

  private static void helm(ControlPlane plane, Object... arguments) {
    var unused = plane.helm(arguments).run(Duration.ofMinutes(3)).orThrow();
  }
}
