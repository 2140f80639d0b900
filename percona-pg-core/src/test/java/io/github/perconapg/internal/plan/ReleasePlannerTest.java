package io.github.perconapg.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.github.perconapg.internal.helm.ReleaseRecord;
import io.github.perconapg.internal.helm.ReleaseRecord.SecretIdentity;
import io.github.perconapg.internal.helm.ReleaseStatus;
import io.github.perconapg.internal.helm.StoredRevision;
import io.github.perconapg.internal.helm.UnreadableRevision;
import io.github.perconapg.internal.plan.ReleaseChange.Verb;
import io.github.perconapg.model.Adopt;
import io.github.perconapg.problem.PerconaPgException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleasePlannerTest {

  @Test
  void installsWhereThereIsNoRecord() {
    assertThat(decide(List.of()).action()).isEqualTo(Verb.INSTALL);
  }

  @Test
  void upgradesFromTheDeployedRevision() {
    var change = decide(List.of(ours(1, ReleaseStatus.DEPLOYED)));
    assertThat(change.action()).isEqualTo(Verb.UPGRADE);
    assertThat(change.abandoned()).isEmpty();
  }

  @Test
  void installsAgainOverAnInstallThatDidNotEnd() {
    var change = decide(List.of(ours(1, ReleaseStatus.PENDING_INSTALL)));
    assertThat(change.action()).isEqualTo(Verb.INSTALL);
    assertThat(change.abandoned()).hasSize(1);
  }

  @Test
  void installsAgainWhereARunEndedAfterItHadDiscardedTheOnlyRecord() {
    var change =
        ReleasePlanner.decide(
            List.of(), List.of(ours(1, ReleaseStatus.PENDING_INSTALL)), Adopt.REFUSE);
    assertThat(change.action()).isEqualTo(Verb.INSTALL);
    assertThat(change.recorded()).as("its objects are this release's").isTrue();
  }

  @Test
  void tidiesUpWhereARunEndedAfterItHadDiscardedTheNewestRecord() {
    var change =
        ReleasePlanner.decide(
            List.of(ours(1, ReleaseStatus.DEPLOYED)),
            List.of(ours(2, ReleaseStatus.PENDING_UPGRADE)),
            Adopt.REFUSE);
    assertThat(change.unsettled()).isTrue();
    assertThat(change.abandoned()).isEmpty();
  }

  @Test
  void aDiscardedRecordOfSomebodyElseStillNeedsConsent() {
    var foreign = List.of(record(1, ReleaseStatus.UNINSTALLED, null));
    assertThatThrownBy(() -> ReleasePlanner.decide(List.of(), foreign, Adopt.REFUSE))
        .hasMessageContaining("[foreign-release]");
    assertThat(ReleasePlanner.decide(List.of(), foreign, Adopt.KEEP).adopted()).isTrue();
  }

  @Test
  void upgradesAgainOverAnUpgradeThatDidNotEnd() {
    var change =
        decide(List.of(ours(2, ReleaseStatus.PENDING_UPGRADE), ours(1, ReleaseStatus.DEPLOYED)));
    assertThat(change.action()).isEqualTo(Verb.UPGRADE);
    assertThat(change.abandoned()).extracting(StoredRevision::revision).containsExactly(2);
    assertThat(change.current()).isNotNull().returns(1, ReleaseRecord::revision);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "SUPERSEDED"})
  void upgradesFromARevisionThatNoLaterOneCouldReplace(ReleaseStatus status) {
    var change = decide(List.of(ours(1, status)));
    assertThat(change.action()).isEqualTo(Verb.UPGRADE);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNINSTALLING", "UNINSTALLED"})
  void installsAgainOverAnUninstallThatDidNotEnd(ReleaseStatus status) {
    var change = decide(List.of(ours(3, status)));
    assertThat(change.action()).isEqualTo(Verb.INSTALL);
    assertThat(change.abandoned()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(ReleaseStatus.class)
  void refusesAReleaseThatSomebodyElseMadeInWhateverState(ReleaseStatus status) {
    var foreign = List.of(record(1, status, null));
    assertThatThrownBy(() -> decide(foreign))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("[foreign-release]");
  }

  @Test
  void refusesToUpgradeFromSomebodyElsesRevisionUnderOneOfOurs() {
    var history =
        List.of(ours(2, ReleaseStatus.PENDING_UPGRADE), record(1, ReleaseStatus.DEPLOYED, null));
    assertThatThrownBy(() -> decide(history)).hasMessageContaining("[foreign-release]");
  }

  @ParameterizedTest
  @EnumSource(
      value = ReleaseStatus.class,
      names = {"DEPLOYED", "FAILED", "SUPERSEDED"})
  void takesOverAReleaseThatSomebodyElseMadeWhenThatIsAgreedTo(ReleaseStatus status) {
    var change = ReleasePlanner.decide(List.of(record(4, status, null)), Adopt.KEEP);
    assertThat(change.action()).isEqualTo(Verb.UPGRADE);
    assertThat(change.adopted()).isTrue();
    assertThat(change.current()).isNotNull().returns(4, ReleaseRecord::revision);
  }

  @ParameterizedTest
  @EnumSource(names = {"PENDING_INSTALL", "PENDING_UPGRADE", "PENDING_ROLLBACK", "UNINSTALLING"})
  void neverDeletesTheRecordOfAnotherHelmThatMayBeRunning(ReleaseStatus status) {
    var history = List.<StoredRevision>of(record(3, status, null), ours(2, ReleaseStatus.DEPLOYED));
    for (var adopt : List.of(Adopt.KEEP, Adopt.RESET)) {
      assertThatThrownBy(() -> ReleasePlanner.decide(history, adopt))
          .hasMessageContainingAll(
              "[foreign-release]",
              status.label(),
              "kubectl delete secret sh.helm.release.v1.pg-operator.v3 -n ns");
    }
  }

  @Test
  void noticesAnOlderRecordThatIsStillCalledDeployed() {
    var change = decide(List.of(ours(2, ReleaseStatus.DEPLOYED), ours(1, ReleaseStatus.DEPLOYED)));
    assertThat(change.unsettled()).isTrue();
    assertThat(change.current()).isNotNull().returns(2, ReleaseRecord::revision);
    assertThat(
            decide(List.of(ours(2, ReleaseStatus.FAILED), ours(1, ReleaseStatus.DEPLOYED)))
                .unsettled())
        .isFalse();
  }

  @Test
  void refusesARecordThatCannotBeReadAndMayBeSomebodyElses() {
    var history = List.of(unreadable(2, false), ours(1, ReleaseStatus.SUPERSEDED));
    assertThatThrownBy(() -> decide(history)).hasMessageContaining("[release-unreadable]");
  }

  @Test
  void setsARecordAsideThatCannotBeReadAndIsOursByItsLabels() {
    var change = decide(List.of(unreadable(2, true), ours(1, ReleaseStatus.SUPERSEDED)));
    assertThat(change.action()).isEqualTo(Verb.UPGRADE);
    assertThat(change.adopted()).isFalse();
    assertThat(change.abandoned()).extracting(StoredRevision::revision).containsExactly(2);
  }

  @Test
  void installsOverAnOnlyRecordThatCannotBeRead() {
    var change = decide(List.of(unreadable(1, true)));
    assertThat(change.action()).isEqualTo(Verb.INSTALL);
    assertThat(change.abandoned()).hasSize(1);
  }

  @Test
  void cannotKeepTheValuesOfARecordThatCannotBeRead() {
    var history = List.<StoredRevision>of(unreadable(1, false));
    assertThatThrownBy(() -> ReleasePlanner.decide(history, Adopt.KEEP))
        .hasMessageContaining("its values cannot be kept");
    assertThat(ReleasePlanner.decide(history, Adopt.RESET).action()).isEqualTo(Verb.INSTALL);
  }

  @Test
  void doesNotLookAtOldRecordsThatCannotBeRead() {
    var old =
        new UnreadableRevision(
            "pg-operator", "ns", 1, ReleaseStatus.SUPERSEDED, secret(1), "cut off", false);
    var change = decide(List.of(ours(2, ReleaseStatus.DEPLOYED), old));
    assertThat(change.action()).isEqualTo(Verb.UPGRADE);
    assertThat(change.abandoned()).isEmpty();
  }

  @Test
  void aRevisionThatWasNeverVerifiedAndHoldsWhatItsChartDoesNotRenderIsReplaced() {
    var deployed = decide(List.of(ours(1, ReleaseStatus.DEPLOYED)));
    assertThat(ReleasePlanner.settle(deployed, "cafe", () -> false).action())
        .isEqualTo(Verb.UPGRADE);
    assertThat(ReleasePlanner.settle(deployed, "cafe", () -> true).action()).isEqualTo(Verb.PROVE);
  }

  @Test
  void aVerifiedRevisionIsNotRendered() {
    var verified = decide(List.of(record(1, ReleaseStatus.DEPLOYED, "cafe", "cafe")));
    var settled = ReleasePlanner.settle(verified, "cafe", () -> fail("rendered"));
    assertThat(settled.action()).isEqualTo(Verb.NONE);
    assertThat(ReleasePlanner.settle(verified.unsettle(), "cafe", () -> fail("rendered")).action())
        .isEqualTo(Verb.PROVE);
  }

  @Test
  void aRevisionOfOtherValuesIsReplacedWithoutBeingRendered() {
    var deployed = decide(List.of(ours(1, ReleaseStatus.DEPLOYED)));
    assertThat(ReleasePlanner.settle(deployed, "beef", () -> fail("rendered"))).isEqualTo(deployed);
  }

  private static ReleaseChange decide(List<? extends StoredRevision> revisions) {
    return ReleasePlanner.decide(List.copyOf(revisions), Adopt.REFUSE);
  }

  private static UnreadableRevision unreadable(int revision, boolean proven) {
    return new UnreadableRevision(
        "pg-operator", "ns", revision, ReleaseStatus.DEPLOYED, secret(revision), "cut off", proven);
  }

  private static ReleaseRecord ours(int revision, ReleaseStatus status) {
    return record(revision, status, "cafe");
  }

  private static SecretIdentity secret(int revision) {
    return new SecretIdentity("sh.helm.release.v1.pg-operator.v" + revision, "uid", "1");
  }

  private static ReleaseRecord record(
      int revision, ReleaseStatus status, @Nullable String fingerprint) {
    return record(revision, status, fingerprint, null);
  }

  private static ReleaseRecord record(
      int revision,
      ReleaseStatus status,
      @Nullable String fingerprint,
      @Nullable String provenFingerprint) {
    return new ReleaseRecord(
        "pg-operator",
        "ns",
        revision,
        status,
        "description",
        "2026-11-22T10:00:00Z",
        "pg-operator",
        "2.7.0",
        "2.7.0",
        fingerprint,
        provenFingerprint,
        Map.of(),
        null,
        Map.of(),
        "",
        "",
        secret(revision),
        null);
  }
}
