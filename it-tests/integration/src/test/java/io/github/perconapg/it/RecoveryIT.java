package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Records as killed runs leave them, made by hand of a real one. */
@Tag(OperatorFixture.ANY_CHART)
@WithControlPlane
class RecoveryIT {

  private final KubernetesClient client;
  private final OperatorFixture scene;
  private final LiveCluster live;

  RecoveryIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.scene = OperatorFixture.of(plane, namespace, folder);
    this.live = new LiveCluster(client, namespace);
  }

  @BeforeEach
  void install() {
    scene.deploy();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPendingUpgradeIsSavedAndDoneAgainAndTheOperatorIsNeverRemoved() {
    var uid = live.deploymentUid();
    create(Records.as(live.record(1), 2, "pending-upgrade", "Preparing upgrade"));

    var result = scene.deploy();

    assertThat(result).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(result.outputs().revision()).isEqualTo(2);
    assertThat(live.deploymentUid()).isEqualTo(uid);
    assertThat(scene.output().resolve("evidence/sh.helm.release.v1.pg-operator.v2.txt"))
        .content()
        .contains("pending-upgrade", "Deployment " + live.namespace() + "/pg-operator");
    assertThat(scene.verify().healthy()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatOnlyTheDeadRunHadMadeIsRemovedWhereItCarriesItsOwnership() {
    var pending = Records.as(live.record(1), 2, "pending-upgrade", "Preparing upgrade");
    create(Records.withManifest(pending, configMap("owned") + configMap("taken")));
    create(
        configMapOf(
            "owned",
            Map.of(
                "meta.helm.sh/release-name",
                LiveCluster.NAME,
                "meta.helm.sh/release-namespace",
                live.namespace())));
    create(configMapOf("taken", Map.of()));

    var notes = scene.deploy().notes();

    assertThat(notes)
        .anyMatch(n -> n.startsWith("Removed ConfigMap " + live.namespace() + "/owned"));
    assertThat(notes).anyMatch(n -> n.contains("/taken was left"));
    var left = client.configMaps().inNamespace(live.namespace());
    assertThat(left.withName("owned").get()).isNull();
    assertThat(left.withName("taken").get()).isNotNull();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aRunThatEndsOnceItHasDiscardedTheOnlyRecordLeavesWhatIsStillThisReleases() {
    var uid = live.deploymentUid();
    var kept = Records.discarded(live.record(1));
    client.resource(live.record(1)).delete();
    create(kept);

    assertThat(scene.deploy()).isInstanceOf(DeployResult.Installed.class);

    assertThat(live.deploymentUid()).isEqualTo(uid);
    assertThat(client.resource(kept).get()).isNull();
    assertThat(scene.plan().nothingToDo()).isTrue();

    client.resource(live.record(1)).delete();
    create(kept);
    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(live.namespaceExists()).isFalse();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aNewestRecordThatCannotBeReadIsRefusedByName(AuditLog audit) {
    create(Records.unreadable(live.record(1), 2));
    var mark = audit.mark();
    var problem = OperatorFixture.failureOf(scene::deploy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.RELEASE_UNREADABLE);
    assertThat(problem.render()).contains("sh.helm.release.v1.pg-operator.v2");
    assertThat(OperatorFixture.failureOf(scene::destroy).problem().code())
        .isEqualTo(ProblemCode.RELEASE_UNREADABLE);
    assertThat(live.among(audit.writesSince(mark))).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPendingRecordOfSomebodyElseIsLeft(AuditLog audit) {
    create(Records.as(live.record(1), 2, "pending-rollback", "Rollback to 1"));
    var mark = audit.mark();
    assertThat(OperatorFixture.failureOf(scene::deploy).problem().code())
        .isEqualTo(ProblemCode.FOREIGN_RELEASE);
    assertThat(live.among(audit.writesSince(mark))).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anUninstallThatDidNotEndIsEndedByTheNextDestroy() {
    var uninstalling = Records.as(live.record(1), 1, "uninstalling", "Deletion in progress");
    client.resource(uninstalling).delete();
    create(uninstalling);
    client.apps().deployments().inNamespace(live.namespace()).withName(LiveCluster.NAME).delete();

    assertThat(scene.destroy()).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(live.namespaceExists()).isFalse();
  }

  private void create(HasMetadata object) {
    var unused = client.resource(object).create();
  }

  private static String configMap(String name) {
    return "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\n";
  }

  private HasMetadata configMapOf(String name, Map<String, String> annotations) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(live.namespace())
        .withName(name)
        .withAnnotations(annotations)
        .endMetadata()
        .build();
  }
}
