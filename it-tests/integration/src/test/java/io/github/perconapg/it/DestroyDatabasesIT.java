package io.github.perconapg.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.perconapg.controlplane.ControlPlane;
import io.github.perconapg.controlplane.audit.AuditEntry;
import io.github.perconapg.controlplane.audit.AuditLog;
import io.github.perconapg.controlplane.junit.FreshNamespace;
import io.github.perconapg.controlplane.junit.WithControlPlane;
import io.github.perconapg.controlplane.operator.Failure;
import io.github.perconapg.controlplane.operator.StandInOperator;
import io.github.perconapg.event.Event;
import io.github.perconapg.model.Change;
import io.github.perconapg.model.ClusterPolicy;
import io.github.perconapg.model.DestroyOptions;
import io.github.perconapg.model.DestroyResult;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@WithControlPlane
class DestroyDatabasesIT {

  private static final DestroyOptions DELETE =
      DestroyOptions.defaults().clusters(ClusterPolicy.DELETE).timeout(Duration.ofSeconds(60));

  private final KubernetesClient client;
  private final AuditLog audit;
  private final LiveCluster live;
  private final OperatorFixture scene;
  private final Database database;

  DestroyDatabasesIT(
      ControlPlane plane,
      KubernetesClient client,
      AuditLog audit,
      @FreshNamespace String namespace,
      @TempDir Path folder) {
    this.client = client;
    this.audit = audit;
    this.live = new LiveCluster(client, namespace);
    this.scene = OperatorFixture.of(plane, namespace, folder);
    this.database = new Database(client, namespace);
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatHangsOnTheOperatorIsListedWithItsDataAndNothingIsWritten() {
    scene.deploy();
    database.cluster().volume().backup().restore().held();
    var mark = audit.mark();

    var plan = scene.planDestroy(DestroyOptions.defaults());
    var failure = OperatorFixture.failureOf(scene::destroy);

    assertThat(failure.problems()).isEqualTo(plan.refusals());
    assertThat(failure.problem().code()).isEqualTo(ProblemCode.CLUSTERS_EXIST);
    assertThat(failure.problem().render())
        .contains(
            "perconapgclusters " + live.namespace() + "/shop (initializing)",
            "volumes: shop-data",
            "backup repositories: repo1 (a volume), repo2 (s3://attic)",
            "perconapgbackups " + live.namespace() + "/shop",
            "perconapgrestores " + live.namespace() + "/shop",
            "percona-pg.clusters=delete");
    assertThat(plan.changes())
        .filteredOn(c -> c.action() == Change.Action.KEEP)
        .extracting(Change::kind)
        .contains("PerconaPGCluster", "PerconaPGBackup", "CustomResourceDefinition");
    assertThat(live.among(audit.writesSince(mark))).isEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aBackupAloneIsRefusedAsWell() {
    scene.deploy();
    database.backup().held();
    assertThat(OperatorFixture.failureOf(scene::destroy).problem().code())
        .isEqualTo(ProblemCode.CLUSTERS_EXIST);
    assertThat(database.get("PerconaPGBackup")).isNotNull();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void databasesGoInTheOperatorsOrderAndVolumesStay() {
    scene.deploy();
    database.cluster().volume().backup().restore().held();
    var plan = scene.planDestroy(DELETE);
    assertThat(plan.refusals()).isEmpty();
    assertThat(plan.changes().toString())
        .contains("volumes shop-data survive", "backups in repo2 (s3://attic) survive");
    var mark = audit.mark();

    var result = (DestroyResult.Destroyed) scene.destroy(DELETE);

    assertThat(deleted(mark))
        .containsSubsequence("perconapgrestores", "perconapgbackups", "perconapgclusters");
    assertThat(database.isGone()).isTrue();
    assertThat(database.hasVolume()).isTrue();
    assertThat(live.records()).isEmpty();
    assertThat(live.namespaceExists()).as("the volume keeps it").isTrue();
    assertThat(result.kept())
        .anySatisfy(k -> assertThat(k).contains("Volumes of", "shop-data"))
        .anySatisfy(k -> assertThat(k).contains("repo2 (s3://attic) survive"))
        .anySatisfy(k -> assertThat(k).contains("persistentvolumeclaims/shop-data"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aClusterThatWouldTakeItsVolumesAlongIsRefusedUntilSomebodyDecides() {
    scene.deploy();
    database.cluster("percona.com/delete-pvc").volume().held();
    var mark = audit.mark();
    var problem = OperatorFixture.failureOf(() -> scene.destroy(DELETE)).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.VOLUMES_AT_RISK);
    assertThat(problem.render())
        .contains("percona.com/delete-pvc", "volumes shop-data GO", "repo1 (a volume) GO")
        .contains("removeDataFinalizers", "keepVolumes=false", "repo2 (s3://attic) survive");

    database.volumeIsOwned(true);
    var owned =
        OperatorFixture.failureOf(() -> scene.destroy(DELETE.removeDataFinalizers(true))).problem();
    assertThat(owned.code()).isEqualTo(ProblemCode.VOLUMES_AT_RISK);
    assertThat(owned.render())
        .contains("volume shop-data GOES with its owner PostgresCluster shop")
        .contains("kubectl patch pvc shop-data -n " + live.namespace());
    assertThat(live.among(audit.writesSince(mark)))
        .filteredOn(this::isOurs)
        .allMatch(write -> write.resource().equals("persistentvolumeclaims"));

    database.volumeIsOwned(false);
    scene.destroy(DELETE.removeDataFinalizers(true));

    assertThat(database.isGone()).isTrue();
    assertThat(database.hasVolume()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void volumesGoWhereTheLossIsAgreedTo() {
    scene.deploy();
    database.cluster("percona.com/delete-pvc").volume().held();
    scene.destroy(DELETE.keepVolumes(false));
    assertThat(database.isGone()).isTrue();
    LiveCluster.untilTrue(() -> !database.hasVolume());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aDeadOperatorIsNamedWithTheCommandThatBringsItBack() {
    scene.deploy();
    database.cluster().volume().held();
    live.pause();
    database.pods();

    var problem = OperatorFixture.failureOf(() -> scene.destroy(DELETE)).problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.OPERATOR_DEAD);
    assertThat(problem.render())
        .contains(
            "kubectl scale deployment pg-operator -n " + live.namespace() + " --replicas=1",
            "forceFinalizers");
    assertThat(database.get("PerconaPGCluster")).isNotNull();

    var forced = (DestroyResult.Destroyed) scene.destroy(DELETE.forceFinalizers(true));
    assertThat(database.isGone()).as("parent and child").isTrue();
    assertThat(database.hasVolume()).isTrue();
    assertThat(forced.kept())
        .anySatisfy(k -> assertThat(k).contains("Volumes of"))
        .anySatisfy(k -> assertThat(k).contains("still run", "shop-alone"))
        .noneSatisfy(k -> assertThat(k).contains("shop-owned"));
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aSlowOperatorIsWaitedForAndItIsTold() {
    scene.failing(Failure.SLOW_FINALIZERS).deploy();
    database.cluster().volume().backup().held();
    assertThat(scene.destroy(DELETE)).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(scene.waits("databases"))
        .anyMatch(w -> w.waitingFor().toString().contains("internal.percona.com/delete-backup"));
    assertThat(database.isGone()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void whatIsNeverLetGoIsNamedAndTheNextRunForcesIt() {
    scene.failing(Failure.KEEPS_FINALIZERS).deploy();
    database.cluster().volume().backup().held();

    var problem =
        OperatorFixture.failureOf(() -> scene.destroy(DELETE.timeout(Duration.ofSeconds(4))))
            .problem();
    assertThat(problem.code()).isEqualTo(ProblemCode.FINALIZERS_LEFT);
    assertThat(problem.render())
        .contains("perconapgbackups", "internal.percona.com/delete-backup", "the operator works");
    assertThat(live.records()).as("nothing else was removed").isNotEmpty();

    var forced = DELETE.forceFinalizers(true).timeout(Duration.ofSeconds(20));
    assertThat(scene.destroy(forced)).isInstanceOf(DestroyResult.Destroyed.class);
    assertThat(database.isGone()).isTrue();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aClusterThatIsMadeMeanwhileIsNotDeletedUnasked() {
    var slow = scene.failing(Failure.SLOW_FINALIZERS);
    slow.deploy();
    database.cluster().backup().held();
    var late = new Database(client, live.namespace(), "late");

    var failure =
        OperatorFixture.failureOf(
            () -> destroyMaking(slow, () -> late.cluster("percona.com/delete-pvc")));

    assertThat(failure.problem().code()).isEqualTo(ProblemCode.CLUSTERS_EXIST);
    assertThat(failure).hasMessageContaining(live.namespace() + "/late");
    assertThat(database.isGone()).isTrue();
    var left = Objects.requireNonNull(late.get("PerconaPGCluster"));
    assertThat(left.getMetadata().getDeletionTimestamp()).isNull();
    assertThat(live.records()).as("its operator stays").isNotEmpty();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void aClusterThatWouldTakeItsDataAlongOnlySinceThePlanIsNotDeleted() {
    var slow = scene.failing(Failure.SLOW_FINALIZERS);
    slow.deploy();
    database.cluster().volume().backup().held();

    var failure = OperatorFixture.failureOf(() -> destroyMaking(slow, database::takeVolumesAlong));

    assertThat(failure.problem().code()).isEqualTo(ProblemCode.VOLUMES_AT_RISK);
    assertThat(database.hasVolume()).isTrue();
    assertThat(database.get("PerconaPGCluster")).isNotNull();
  }

  /** Destroys, with something that somebody does while a backup is waited for. */
  private static void destroyMaking(OperatorFixture scene, Runnable meanwhile) {
    var backup =
        OnEvent.once(
            event ->
                event instanceof Event.Waiting w
                    && w.waitingFor().toString().contains("perconapgbackups"),
            meanwhile);
    var unused = scene.destroy(DELETE, backup);
  }

  private List<String> deleted(AuditLog.Mark mark) {
    return live.among(audit.writesSince(mark)).stream()
        .filter(this::isOurs)
        .filter(e -> e.verb().equals("delete"))
        .map(AuditEntry::resource)
        .toList();
  }

  private boolean isOurs(AuditEntry entry) {
    return !entry.userAgent().startsWith(StandInOperator.USER_AGENT);
  }
}
