package io.github.perconapg.internal.deploy;

import static io.github.perconapg.internal.deploy.DeployScene.CLUSTERS;
import static io.github.perconapg.internal.deploy.DeployScene.CRD;
import static io.github.perconapg.internal.deploy.DeployScene.NAMESPACE;
import static io.github.perconapg.internal.deploy.DeployScene.RECORD;
import static io.github.perconapg.internal.deploy.DeployScene.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.SampleRecord;
import io.github.perconapg.internal.operator.CustomResource;
import io.github.perconapg.internal.operator.CustomResources;
import io.github.perconapg.model.Rollback;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RemediationTest {

  private static final CustomResource AS_IT_WAS = cluster("u", "ready", List.of());
  private static final Map<String, Object> INITIALIZING = object("u", "initializing", List.of());

  private final DeployScene scene;

  RemediationTest(@TempDir Path folder) throws IOException {
    scene = new DeployScene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void failedFirstInstallIsUninstalledAfterEvidenceWasKept() {
    var failure = fails(scene.install().failing());

    assertThat(failure.problem().code()).isEqualTo(ProblemCode.NOT_READY);
    assertThat(failure).hasMessageContaining("The failed first install was uninstalled");
    assertThat(scene.helm).containsExactly("install", "uninstall");
    assertThat(scene.history()).isEmpty();
    assertThat(failure.problem().evidence()).isNotNull();
    assertThat(scene.output.resolve("evidence/summary.md")).content().contains("Job pgo/prepare");
  }

  @Test
  void failedUpgradeIsRolledBackToTheNewestVerifiedRevision() {
    install();

    var failure = fails(scene.upgrade().failing());

    assertThat(failure)
        .hasMessageContaining(
            "Rolled back to revision 1 (chart 2.7.0), which works again as revision 3.");
    assertThat(scene.steps).endsWith("release", "rollback", "operator");
    assertThat(scene.helm).containsExactly("upgrade", "upgrade");
    assertThat(scene.history()).extracting(ReleaseRecord::revision).startsWith(3);
    assertThat(scene.history().get(0).provenFingerprint()).isEqualTo("f1");
  }

  @Test
  void bothCausesAreNamedWhenTheRollbackFails() {
    install();
    scene.after("release", () -> scene.failHelm("upgrade", ProblemCode.QUOTA_EXCEEDED));

    var failure = fails(scene.upgrade().failing());

    assertThat(failure.problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NOT_READY, ProblemCode.ROLLBACK_FAILED);
    assertThat(failure.problems().get(1).facts())
        .startsWith(
            "the upgrade failed: Job pgo/prepare failed",
            "the rollback failed: Helm failed to upgrade");
  }

  @Test
  void rollbackThatThePersonForbidsIsNotMade() {
    install();
    scene.options = scene.options.rollback(Rollback.NEVER);
    nothingIsUndone(scene.upgrade().failing(), "Nothing was undone (rollback=never)");
  }

  @Test
  void upgradeOfAReleaseThatWasNeverVerifiedIsLeft() {
    scene.server.put(NAMESPACE, Map.of());
    scene.server.put(RECORD + 1, SampleRecord.finished(1, "f1", DeployScene.MANIFEST));
    nothingIsUndone(scene.upgrade().failing(), "no revision of this release was ever verified");
  }

  @Test
  void installThatAdoptedObjectsIsLeft() {
    scene.server.put(NAMESPACE + "/configmaps/settings", Map.of());
    nothingIsUndone(
        scene.install().adopting("settings").failing(), "the install adopted existing objects");
  }

  @Test
  void rollbackAcrossAMajorVersionIsNotMade() {
    install();
    nothingIsUndone(
        scene.upgrade().operator("3.0.0").failing(),
        "Nothing was rolled back: operator 3.0.0 moves clusters to CRDs that 2.7.0 does not know");
  }

  @Test
  void rollbackAfterTheOperatorHasChangedAClusterIsNotMade() {
    install();
    scene.server.put(CLUSTERS + "/db", INITIALIZING);
    nothingIsUndone(
        scene.upgrade().operator("2.8.0").watching(AS_IT_WAS).failing(),
        "Nothing was rolled back: the new operator may have led, and");
  }

  @Test
  void installWhoseOperatorHasChangedAClusterIsLeft() {
    scene.server.put(CLUSTERS + "/db", INITIALIZING);
    nothingIsUndone(
        scene.install().watching(AS_IT_WAS).failing(),
        "Nothing was uninstalled: the new operator may have led, and");
  }

  @Test
  void clustersThatMayNotBeListedCountAsChanged() {
    scene.server.put(CRD.replace("things.example", "perconapgclusters.pgv2.percona"), Map.of());
    scene.server.refuse("GET", "/perconapgclusters$", 403, "forbidden");
    nothingIsUndone(
        scene.install().failing(),
        "Nothing was uninstalled: it is unknown whether the new operator has changed a database");
  }

  @Test
  void runThatLostItsLockUndoesNothing() {
    scene.after("release", scene::stealLock);
    nothingIsUndone(scene.install().failing(), "The lock of the release");
  }

  @Test
  void recordOfAnotherWriterIsNotUndone() {
    scene.after(
        "release",
        () -> scene.server.put(RECORD + 2, SampleRecord.finished(2, "f9", DeployScene.MANIFEST)));
    nothingIsUndone(scene.install().failing(), "is not the one that this run wrote (UID uid-1)");
  }

  @Test
  void nothingIsUndoneWithoutEvidence() throws IOException {
    Files.writeString(scene.output, "a file where the folder would be");
    nothingIsUndone(scene.install().failing(), "Evidence could not be kept, so nothing was undone");
  }

  @Test
  void nothingIsUndoneWhereHelmRecordedNothing() {
    scene.failHelm("install", ProblemCode.QUOTA_EXCEEDED);
    nothingIsUndone(scene.install(), "Helm recorded nothing, so there is nothing to undo");
  }

  @Test
  void failureOfTheConnectionIsNotTheOperators() {
    scene.failHelm("install", ProblemCode.CREDENTIAL_REJECTED);
    var failure = fails(scene.install());
    assertThat(failure.problem().code()).isEqualTo(ProblemCode.CREDENTIAL_REJECTED);
    assertThat(scene.output).doesNotExist();
  }

  @Test
  void uninstallThatFailsIsNamed() {
    scene.failHelm("uninstall", ProblemCode.QUOTA_EXCEEDED);
    var failure = fails(scene.install().failing());
    assertThat(failure).hasMessageContaining("It could not be uninstalled. The next deploy");
  }

  @Test
  void clustersThatAreAsTheyWereForbidNothing() {
    assertThat(Remediation.changed(List.of(AS_IT_WAS), List.of(AS_IT_WAS))).isEmpty();
    assertThat(Remediation.changed(List.of(AS_IT_WAS), List.of())).isEmpty();
    assertThat(Remediation.changed(null, List.of())).isEmpty();
  }

  @Test
  void aStatusAFinalizerOrAnotherObjectOfTheNameIsAChange() {
    for (var now :
        List.of(
            cluster("u", "initializing", List.of()),
            cluster("u", "ready", List.of("percona.com/delete-pvc")),
            cluster("v", "ready", List.of()))) {
      assertThat(Remediation.changed(List.of(AS_IT_WAS), List.of(now))).contains(now);
    }
  }

  @Test
  void whatWasBeforeAndIsNotKnownCountsAsAnother() {
    assertThat(Remediation.changed(null, List.of(AS_IT_WAS))).contains(AS_IT_WAS);
  }

  private static CustomResource cluster(String uid, String state, List<String> finalizers) {
    return new CustomResource(CustomResources.CLUSTERS, object(uid, state, finalizers));
  }

  private static Map<String, Object> object(String uid, String state, List<String> finalizers) {
    return Map.of(
        "metadata",
        Map.of("namespace", "pgo", "name", "db", "uid", uid, "finalizers", finalizers),
        "status",
        Map.of("state", state));
  }

  private void install() {
    scene.deploy(scene.install().build());
    scene.helm.clear();
  }

  private PerconaPgException fails(PlannedDeploy planned) {
    var plan = planned.build();
    return failureOf(() -> scene.deploy(plan));
  }

  /** The failure says why, and Helm wrote only what the plan wanted. */
  private void nothingIsUndone(PlannedDeploy planned, String why) {
    assertThat(fails(planned)).hasMessageContaining(why);
    assertThat(scene.helm).hasSize(1);
  }
}
