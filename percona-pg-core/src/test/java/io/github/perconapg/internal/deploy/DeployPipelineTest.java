package io.github.perconapg.internal.deploy;

import static io.github.perconapg.internal.deploy.DeployScene.CLUSTERS;
import static io.github.perconapg.internal.deploy.DeployScene.CRD;
import static io.github.perconapg.internal.deploy.DeployScene.LOCK;
import static io.github.perconapg.internal.deploy.DeployScene.NAMESPACE;
import static io.github.perconapg.internal.deploy.DeployScene.RECORD;
import static io.github.perconapg.internal.deploy.DeployScene.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.helm.SampleRecord;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.internal.yaml.Unstructured;
import io.github.perconapg.model.DeployResult;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the steps, and what a failure or a lost lock at each of them leaves undone. */
@Timeout(60)
class DeployPipelineTest {

  private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/pgo/deployments/pg-operator";

  private static final String REFUSED =
      "it is forbidden: User \"u\" cannot patch resource \"x\" in API group \"\"";

  private final DeployScene scene;

  DeployPipelineTest(@TempDir Path folder) throws IOException {
    scene = new DeployScene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void firstInstallTakesTheStepsInOrderAndMarksTheRevisionAsVerified() {
    var result = scene.deploy(scene.install().withCrd("").build());

    assertThat(result).isInstanceOf(DeployResult.Installed.class);
    assertThat(scene.steps).containsExactly("namespace", "CRDs", "release", "operator");
    assertThat(scene.helm).containsExactly("install");
    assertThat(scene.writes())
        .containsExactly("POST /api/v1/namespaces", "PATCH " + CRD, "PATCH " + RECORD + 1);
    assertThat(scene.history().get(0).provenFingerprint()).isEqualTo("f1");
    assertThat(scene.server.get(LOCK)).as("the lock is given back").isNull();
  }

  @Test
  void everyStepOfAnUpgradeComesInItsPlace() {
    install();
    var everything = everyStep().route("2.8.0").build();

    var last = scene.upgradeOf(scene.history().get(1)).build();

    var result = scene.deploy(everything, everything, last);

    assertThat(result).isInstanceOf(DeployResult.Upgraded.class);
    assertThat(scene.steps)
        .containsExactly(
            "CRDs",
            "recover",
            "adopt",
            "release",
            "operator",
            "databases", // 2.8.0
            "release",
            "operator"); // the last
    assertThat(scene.helm).containsExactly("upgrade", "upgrade");
    assertThat(scene.history().get(0).revision()).isEqualTo(3);
  }

  @Test
  void olderRevisionStillCalledDeployedIsSuperseded() {
    install();
    var result = (DeployResult.Upgraded) scene.deploy(scene.upgrade().build());
    assertThat(result.notes())
        .containsExactly("Revision 1 was still called deployed; it is now marked as superseded.");
    assertThat(scene.history())
        .extracting(ReleaseRecord::status)
        .containsExactly(ReleaseStatus.DEPLOYED, ReleaseStatus.SUPERSEDED);
  }

  @Test
  void hookThatRanWithoutBeingInThePlanFailsTheDeploy() {
    var failure =
        failureOf(() -> scene.deploy(scene.install().unplannedHook("pre-install").build()));
    assertThat(failure.problem().code()).isEqualTo(ProblemCode.UNPLANNED_OBJECTS);
    assertThat(failure).hasMessageContaining("ServiceAccount pgo/late was not in the plan");
  }

  @Test
  void hookThatNeverRunsNeedsNoPlan() {
    assertThat(scene.deploy(scene.install().unplannedHook("test").build()))
        .isInstanceOf(DeployResult.Installed.class);
  }

  @Test
  void namespaceOfAnotherProcessIsNotCreatedAgain() {
    var plan = scene.install().build();
    scene.server.put(NAMESPACE, Map.of());
    var result = (DeployResult.Installed) scene.deploy(plan);
    assertThat(result.steps().get(0).outcome())
        .isEqualTo("pgo was created by another process meanwhile");
  }

  @Test
  void releaseThatAnotherRunHasDeployedByThenIsLeftUnchanged() {
    install();
    var result = scene.deploy(scene.upgrade().build(), scene.upgrade().nothingToDo().build());
    assertThat(result).isInstanceOf(DeployResult.Unchanged.class);
    assertThat(scene.steps).isEmpty();
  }

  @Test
  void unchangedReleaseTakesNoLockAndWaitsOnlyForAnOperatorThatDoesNotWork() {
    install();
    assertThat(scene.deploy(scene.upgrade().nothingToDo().build()))
        .isInstanceOf(DeployResult.Unchanged.class);
    assertThat(scene.server.writes()).as("after the install").hasSize(writesOfInstall);

    scene.server.put(DEPLOYMENT, Map.of("spec", Map.of("replicas", 1)));
    scene.options = scene.options.timeout(Duration.ofMillis(1));
    var failure = failureOf(() -> scene.deploy(scene.upgrade().nothingToDo().build()));
    assertThat(failure.problem().code()).isEqualTo(ProblemCode.NOT_READY);
    assertThat(failure).hasMessageContaining("this run wrote no revision");
    assertThat(failure.problem().evidence()).isNotNull();
  }

  @Test
  void crdConflictIsPlannedAgain() {
    scene.server.put(CRD, Map.of());
    var seen = resourceVersion(CRD);
    scene.server.put(CRD, Map.of("changed", "meanwhile"));

    var result =
        scene.deploy(
            scene.install().withCrd(seen).build(),
            scene.install().withCrd(seen).build(),
            scene.install().withCrd(resourceVersion(CRD)).build());

    assertThat(result).isInstanceOf(DeployResult.Installed.class);
    assertThat(scene.writes()).filteredOn(write -> write.equals("PATCH " + CRD)).hasSize(2);
  }

  @Test
  void crdConflictThatDoesNotEndFails() {
    scene.server.put(CRD, Map.of());
    var failure = failureOf(() -> scene.deploy(scene.install().withCrd("1").build()));
    assertThat(failure.problem().code()).isEqualTo(ProblemCode.CONFLICT);
    assertThat(scene.writes()).filteredOn(write -> write.equals("PATCH " + CRD)).hasSize(3);
    assertThat(scene.helm).isEmpty();
  }

  /** Whatever fails, the steps after it are not begun, and the lock is given back. */
  @ParameterizedTest
  @CsvSource({
    "POST,  /leases$,                    400, api-error,          ''",
    "PATCH, customresourcedefinitions,   403, permission-missing, ''",
    "POST,  /secrets$,                   403, permission-missing, CRDs",
    "PATCH, /configmaps/,                409, conflict,           CRDs recover",
    "PUT,   /secrets/sh.helm,            403, permission-missing, CRDs recover adopt release",
    "GET,   /perconapgclusters$,         403, permission-missing, CRDs recover adopt release"
        + " operator",
  })
  void failureOfAStepEndsTheDeploy(
      String method, String path, int status, String code, String stepsBefore) {
    install();
    var plan = everyStep().route("2.8.0").build();
    scene.server.refuse(method, path, status, REFUSED);

    var failure = failureOf(() -> scene.deploy(plan));

    assertThat(failure.problem().code().id()).isEqualTo(code);
    assertThat(String.join(" ", scene.steps)).isEqualTo(stepsBefore);
    assertThat(scene.server.get(LOCK)).isNull();
  }

  @Test
  void failureToCreateTheNamespaceComesBeforeTheLock() {
    scene.server.refuse("POST", "/namespaces$", 403, REFUSED);
    assertThat(failureOf(() -> scene.deploy(scene.install().build())).problem().code())
        .isEqualTo(ProblemCode.PERMISSION_MISSING);
    assertThat(scene.server.writes()).containsExactly("POST /api/v1/namespaces");
  }

  @Test
  void revisionThatCannotBeMarkedIsNotUndone() {
    scene.server.refuse("PATCH", "/secrets/", 403, REFUSED);
    assertThat(failureOf(() -> scene.deploy(scene.install().build())).problem().code())
        .isEqualTo(ProblemCode.PERMISSION_MISSING);
    assertThat(scene.helm).containsExactly("install");
    assertThat(scene.history()).hasSize(1);
  }

  @Test
  void clustersThatAreNotReadyAgainEndTheStepwiseUpgradeAndUndoNothing() {
    install();
    var ready = cluster("ready");
    scene.server.put(CLUSTERS + "/shop", cluster("initializing"));
    scene.options = scene.options.timeout(Duration.ofSeconds(3));
    var plan =
        scene
            .upgrade()
            .watching(new CustomResource(CustomResources.CLUSTERS, ready))
            .route("2.8.0");

    var failure = failureOf(() -> scene.deploy(plan.build()));

    assertThat(failure.problem().code()).isEqualTo(ProblemCode.NOT_READY);
    assertThat(failure.problem().facts())
        .singleElement()
        .asString()
        .contains("shop is initializing");
    assertThat(scene.helm).containsExactly("upgrade");
  }

  /** A run that was suspended after a step, and replaced meanwhile, writes nothing any more. */
  @ParameterizedTest
  @CsvSource({"CRDs", "recover", "adopt", "release", "operator"})
  void nothingIsWrittenOnceTheLockIsLost(String step) {
    install();
    var writes = new HashMap<String, List<String>>();
    scene.after(
        step,
        () -> {
          scene.stealLock();
          writes.put("before", scene.writes());
        });
    var helmBefore = step.equals("release") || step.equals("operator") ? 1 : 0;

    var failure = failureOf(() -> scene.deploy(everyStep().build()));

    assertThat(failure.problem().code()).isEqualTo(ProblemCode.LOCKED);
    assertThat(scene.writes()).isEqualTo(writes.get("before"));
    assertThat(scene.helm).hasSize(helmBefore);
    assertThat(Unstructured.text(scene.server.get(LOCK), "spec", "holderIdentity"))
        .as("the other run's lock stays")
        .isEqualTo("elsewhere/7/1/run");
  }

  private int writesOfInstall;

  /** A verified revision 1, and a clean slate of what was observed. */
  private void install() {
    scene.deploy(scene.install().build());
    scene.steps.clear();
    scene.helm.clear();
    writesOfInstall = scene.server.writes().size();
  }

  /** An upgrade that has something to do in every step. */
  private PlannedDeploy everyStep() {
    var pending = SampleRecord.of(2, "pending-upgrade", "Preparing upgrade", "f2");
    scene.server.put(RECORD + 2, SampleRecord.answered(pending));
    scene.server.put(CLUSTERS + "/shop", cluster("ready"));
    scene.server.put(CRD.replace("things.example", "perconapgclusters.pgv2.percona"), Map.of());
    scene.server.put(NAMESPACE + "/configmaps/settings", Map.of());
    var stored = scene.history();
    return scene
        .upgradeOf(stored.get(1))
        .withCrd("")
        .discarding(stored.get(0))
        .adopting("settings")
        .watching(
            new CustomResource(
                CustomResources.CLUSTERS,
                Objects.requireNonNull(scene.server.get(CLUSTERS + "/shop"))));
  }

  private static Map<String, Object> cluster(String state) {
    return Map.of(
        "metadata",
        Map.of("namespace", "pgo", "name", "shop", "uid", "u"),
        "status",
        Map.of("state", state));
  }

  private String resourceVersion(String path) {
    return Unstructured.text(scene.server.get(path), "metadata", "resourceVersion");
  }
}
