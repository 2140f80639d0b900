package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.model.Adopt;
import io.github.perconapg.model.Consent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a run has left, one more deploy ends in the state of a clean one. */
@Tag(OperatorFixture.ANY_CHART)
@WithControlPlane
class RecoveredStateIT {

  private final KubernetesClient client;
  private final OperatorFixture scene;
  private final LiveCluster live;

  RecoveredStateIT(
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
    DEPLOYED_TWICE("Revision 1 was still called deployed") {
      @Override
      List<Secret> records(Secret proven) {
        var fingerprint = proven.getMetadata().getLabels().get("percona-pg/proven");
        return List.of(Records.as(proven, 2, "deployed", "percona-pg " + fingerprint), proven);
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
    live.setLogLevelToDebug();
    client.resource(proven).delete();
    left.records(proven).forEach(record -> client.resource(Records.fresh(record)).create());

    var adopting = scene.consent(Consent.NONE.adopt(Adopt.KEEP));
    var result = adopting.deploy();

    assertThat(String.join("\n", result.notes())).contains(left.told);
    assertThat(live.rendered()).isEqualTo(clean);
    assertThat(live.deploymentUid()).isEqualTo(uid);
    assertThat(live.records())
        .extracting(r -> r.getMetadata().getLabels().get("status"))
        .containsOnlyOnce("deployed")
        .isSubsetOf("deployed", "superseded", "failed");
    assertThat(adopting.plan().nothingToDo()).isTrue();
    assertThat(adopting.verify().healthy()).isTrue();
  }
}
