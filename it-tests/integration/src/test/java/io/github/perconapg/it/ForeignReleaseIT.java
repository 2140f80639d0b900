package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Adopt;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release that somebody else made, and that others look after. */
@WithControlPlane
class ForeignReleaseIT {

  private static final Consent KEEP = Consent.NONE.adopt(Adopt.KEEP);

  private final KubernetesClient client;
  private final AuditLog audit;
  private final OperatorFixture scene;
  private final LiveCluster live;
  private final HelmUser helm;

  ForeignReleaseIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.audit = audit;
    this.live = new LiveCluster(client, namespace);
    this.scene = OperatorFixture.of(plane, namespace, folder);
    this.helm = new HelmUser(plane, live, folder);
  }

  @AfterEach
  void end() {
    helm.uninstall();
  }

  @Test
  void anOperatorOfTheHelmClientIsLeftExactlyAsItIs() throws IOException {
    helm.install(
        scene.desired().chart(),
        "{watchAllNamespaces: true, replicaCount: 2, imagePullSecrets: [{name: theirs}]}");
    LiveCluster.untilTrue(() -> live.pods().size() == 2);
    var before = theirs();
    var mark = audit.mark();

    var planned = scene.plan().refusals();
    assertThat(planned).hasSize(1);
    assertThat(planned.get(0).code()).isEqualTo(ProblemCode.FOREIGN_RELEASE);
    assertThat(planned.get(0).render())
        .contains(
            live.namespace() + "/pg-operator",
            "revision 1",
            "watchAllNamespaces",
            "Install complete");

    assertThat(OperatorFixture.failureOf(scene::deploy).problem().code())
        .isEqualTo(ProblemCode.FOREIGN_RELEASE);
    assertThat(OperatorFixture.failureOf(scene::destroy).problem().code())
        .isEqualTo(ProblemCode.FOREIGN_RELEASE);
    assertThat(scene.verify().healthy()).isFalse();

    assertThat(audit.writesSince(mark)).isEmpty();
    assertThat(theirs()).isEqualTo(before);
  }

  @Test
  void aRunOfTheirsThatMayStillWorkIsLeftToThem() throws IOException {
    helm.install(scene.desired().chart(), "logLevel: DEBUG");
    var pending = Records.as(live.record(1), 2, "pending-rollback", "Rollback to 1");
    var record = client.resource(pending).create();
    var problem = OperatorFixture.failureOf(scene.consent(KEEP)::deploy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.FOREIGN_RELEASE);
    assertThat(problem.render())
        .contains("pending-rollback")
        .contains("kubectl delete secret " + record.getMetadata().getName());

    client.resource(record).delete();
    scene.consent(KEEP).deploy();

    assertThat(live.values()).containsEntry("logLevel", "DEBUG");
    assertThat(scene.deploy()).isInstanceOf(DeployResult.Unchanged.class);
  }

  @Test
  void oneThatFluxReconcilesIsNeverTakenOver() throws IOException {
    helm.install(scene.desired().chart(), "logLevel: DEBUG");
    live.edit(
        d -> d.editMetadata().addToLabels("helm.toolkit.fluxcd.io/name", "shop").endMetadata());
    var mark = audit.mark();
    var problem = OperatorFixture.failureOf(scene.consent(KEEP)::deploy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.FOREIGN_OBJECT);
    assertThat(problem.render()).contains("Flux", "shop", "never adopts");
    assertThat(audit.writesSince(mark)).isEmpty();
  }

  /** Record, Deployment and ClusterRole, without what the cluster itself writes. */
  private List<Object> theirs() {
    var deployment = Objects.requireNonNull(live.deployment());
    return List.of(
        live.record(1),
        deployment.getSpec(),
        deployment.getMetadata().getUid(),
        client.rbac().clusterRoles().withName(LiveCluster.NAME).require(),
        client.rbac().clusterRoleBindings().withName(LiveCluster.NAME).require());
  }
}
