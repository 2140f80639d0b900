package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Adopt;
import io.github.perconapg.model.Consent;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records as killed runs leave them, made by hand of a real one. */
@Tag(Scene.ANY_CHART)
@WithControlPlane
class RecoveryIT {

  private final KubernetesClient client;
  private final Scene scene;
  private final Live live;

  RecoveryIT(
      ControlPlane plane,
      KubernetesClient client,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.scene = Scene.of(plane, namespace, folder);
    this.live = new Live(client, namespace);
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
                Live.NAME,
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
  void aPendingInstallIsInstalledAgainOverWhatItMade() {
    var uid = live.deploymentUid();
    replace(Records.as(live.record(1), 1, "pending-install", "Initial install underway"));

    var result = scene.deploy();

    assertThat(result).isInstanceOf(DeployResult.Installed.class);
    assertThat(live.deploymentUid()).isEqualTo(uid);
    assertThat(live.records()).hasSize(1);
    assertThat(scene.verify().healthy()).isTrue();
  }

  /**
   * What runs of every kind leave: the records as they were when it died, newest first, over
   * objects that are half changed.
   */
  enum Left {
    PENDING_INSTALL("Recovered from record sh.helm.release.v1.pg-operator.v1") {
      @Override
      List<Secret> records(Secret proven) {
        return List.of(Records.as(proven, 1, "pending-install", "Initial install underway"));
      }
    },
    PENDING_UPGRADE("left pending-upgrade") {
      @Override
      List<Secret> records(Secret proven) {
        return List.of(Records.as(proven, 2, "pending-upgrade", "Preparing upgrade"), proven);
      }
    },
    PENDING_UPGRADE_OVER_SUPERSEDED("left pending-upgrade") {
      @Override
      List<Secret> records(Secret proven) {
        return List.of(
            Records.as(proven, 2, "pending-upgrade", "Preparing upgrade"),
            Records.superseded(proven, 1));
      }
    },
    PENDING_ROLLBACK("left pending-rollback") {
      @Override
      List<Secret> records(Secret proven) {
        return List.of(Records.as(proven, 2, "pending-rollback", "Rollback to 1"), proven);
      }
    },
    FAILED_INSTALL("Revision 1 had failed") {
      @Override
      List<Secret> records(Secret proven) {
        return List.of(Records.as(proven, 1, "failed", "Release \"pg-operator\" failed: broken"));
      }
    },
    FAILED_UPGRADE("Revision 2 had failed") {
      @Override
      List<Secret> records(Secret proven) {
        return List.of(Records.as(proven, 2, "failed", "Upgrade \"pg-operator\" failed"), proven);
      }
    },
    UNINSTALLING("left uninstalling") {
      @Override
      List<Secret> records(Secret proven) {
        return List.of(Records.as(proven, 1, "uninstalling", "Deletion in progress"));
      }
    },
    SUPERSEDED("Revision 1 was superseded by one that is not there") {
      @Override
      List<Secret> records(Secret proven) {
        return List.of(Records.superseded(proven, 1));
      }
    },
    UNREADABLE_OURS("which cannot be read; it is kept as Secret percona-pg.saved.") {
      @Override
      List<Secret> records(Secret proven) {
        return List.of(Records.cutOff(proven));
      }
    },
    UNREADABLE_UNKNOWN("which cannot be read; it is kept as Secret percona-pg.saved.") {
      @Override
      List<Secret> records(Secret proven) {
        return List.of(Records.unreadable(proven, 2), proven);
      }
    };

    final String told;

    Left(String told) {
      this.told = told;
    }

    abstract List<Secret> records(Secret proven);
  }

  @ParameterizedTest
  @EnumSource
  @Execution(ExecutionMode.CONCURRENT)
  void oneMoreDeployEndsInTheStateOfACleanOne(Left left) {
    var clean = live.rendered();
    var uid = live.deploymentUid();
    var proven = live.record(1);
    changeHalf();
    client.resource(proven).delete();
    left.records(proven).forEach(record -> create(Records.fresh(record)));

    var adopting = scene.consent(Consent.NONE.adopt(Adopt.KEEP));
    var result = adopting.deploy();

    assertThat(String.join("\n", result.notes())).contains(left.told);
    assertThat(live.rendered()).isEqualTo(clean);
    assertThat(live.deploymentUid()).isEqualTo(uid);
    assertThat(live.records())
        .filteredOn(r -> "deployed".equals(r.getMetadata().getLabels().get("status")))
        .hasSize(1);
    assertThat(adopting.plan().nothingToDo()).isTrue();
    assertThat(adopting.verify().healthy()).isTrue();
  }

  /** A dead run may have changed some of the objects and not others. */
  private void changeHalf() {
    live.edit(
        d ->
            d.editSpec()
                .editTemplate()
                .editSpec()
                .editFirstContainer()
                .editMatchingEnv(e -> e.getName().equals("LOG_LEVEL"))
                .withValue("DEBUG")
                .endEnv()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aFailedInstallIsUpgradedByAMendedOne() {
    var failure = "Release \"pg-operator\" failed: timed out";
    replace(Records.as(live.record(1), 1, "failed", failure));
    assertThat(scene.values(Map.of("logStructured", true)).deploy().outputs().revision())
        .isEqualTo(2);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aHistoryOfNothingButSupersededRevisionsIsUpgraded() {
    var record = live.record(1);
    var description = "percona-pg " + record.getMetadata().getLabels().get("percona-pg/proven");
    replace(Records.as(record, 1, "superseded", description));
    assertThat(scene.deploy().outputs().revision()).isEqualTo(2);
    assertThat(scene.verify().healthy()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aNewestRecordThatCannotBeReadIsRefusedByName(AuditLog audit) {
    create(Records.unreadable(live.record(1), 2));
    var mark = audit.mark();
    var problem = Scene.failureOf(scene::deploy).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.RELEASE_UNREADABLE);
    assertThat(problem.render()).contains("sh.helm.release.v1.pg-operator.v2");
    assertThat(Scene.failureOf(scene::destroy).problem().code())
        .isEqualTo(ProblemCode.RELEASE_UNREADABLE);
    assertThat(live.among(audit.writesSince(mark))).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aPendingRecordOfSomebodyElseIsLeft(AuditLog audit) {
    create(Records.as(live.record(1), 2, "pending-rollback", "Rollback to 1"));
    var mark = audit.mark();
    assertThat(Scene.failureOf(scene::deploy).problem().code())
        .isEqualTo(ProblemCode.FOREIGN_RELEASE);
    assertThat(live.among(audit.writesSince(mark))).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void anUninstallThatDidNotEndIsEndedByTheNextDestroy() {
    replace(Records.as(live.record(1), 1, "uninstalling", "Deletion in progress"));
    client.apps().deployments().inNamespace(live.namespace()).withName(Live.NAME).delete();

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

  private void replace(Secret record) {
    client.resource(record).delete();
    create(record);
  }
}
