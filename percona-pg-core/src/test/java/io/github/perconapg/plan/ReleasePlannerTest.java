package io.github.perconapg.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.plan.ReleaseChange.Verb;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.release.ReleaseRecord;
import io.github.perconapg.release.ReleaseRecord.SecretIdentity;
import io.github.perconapg.release.ReleaseStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReleasePlannerTest {

  @Test
  void installsWhereThereIsNoRecord() {
    assertThat(ReleasePlanner.decide(List.of()).action()).isEqualTo(Verb.INSTALL);
  }

  @Test
  void upgradesFromTheDeployedRevision() {
    var change = ReleasePlanner.decide(List.of(ours(1, ReleaseStatus.DEPLOYED)));
    assertThat(change.action()).isEqualTo(Verb.UPGRADE);
    assertThat(change.abandoned()).isEmpty();
  }

  @Test
  void installsAgainOverAnInstallThatDidNotEnd() {
    var change = ReleasePlanner.decide(List.of(ours(1, ReleaseStatus.PENDING_INSTALL)));
    assertThat(change.action()).isEqualTo(Verb.INSTALL);
    assertThat(change.abandoned()).hasSize(1);
  }

  @Test
  void upgradesAgainOverAnUpgradeThatDidNotEnd() {
    var change =
        ReleasePlanner.decide(
            List.of(ours(2, ReleaseStatus.PENDING_UPGRADE), ours(1, ReleaseStatus.DEPLOYED)));
    assertThat(change.action()).isEqualTo(Verb.UPGRADE);
    assertThat(change.abandoned()).extracting(ReleaseRecord::revision).containsExactly(2);
    assertThat(change.current()).isNotNull().returns(1, ReleaseRecord::revision);
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILED", "SUPERSEDED"})
  void upgradesFromARevisionThatNoLaterOneCouldReplace(ReleaseStatus status) {
    var change = ReleasePlanner.decide(List.of(ours(1, status)));
    assertThat(change.action()).isEqualTo(Verb.UPGRADE);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNINSTALLING", "UNINSTALLED"})
  void installsAgainOverAnUninstallThatDidNotEnd(ReleaseStatus status) {
    var change = ReleasePlanner.decide(List.of(ours(3, status)));
    assertThat(change.action()).isEqualTo(Verb.INSTALL);
    assertThat(change.abandoned()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(ReleaseStatus.class)
  void refusesAReleaseThatSomebodyElseMadeInWhateverState(ReleaseStatus status) {
    var foreign = List.of(record(1, status, null));
    assertThatThrownBy(() -> ReleasePlanner.decide(foreign))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("[foreign-release]");
  }

  @Test
  void refusesToUpgradeFromSomebodyElsesRevisionUnderOneOfOurs() {
    var history =
        List.of(ours(2, ReleaseStatus.PENDING_UPGRADE), record(1, ReleaseStatus.DEPLOYED, null));
    assertThatThrownBy(() -> ReleasePlanner.decide(history))
        .hasMessageContaining("[foreign-release]");
  }

  private static ReleaseRecord ours(int revision, ReleaseStatus status) {
    return record(revision, status, "cafe");
  }

  private static ReleaseRecord record(
      int revision, ReleaseStatus status, @Nullable String fingerprint) {
    return new ReleaseRecord(
        "pg-operator",
        "ns",
        revision,
        status,
        "description",
        "pg-operator",
        "2.7.0",
        "2.7.0",
        fingerprint,
        null,
        Map.of(),
        "",
        new SecretIdentity("sh.helm.release.v1.pg-operator.v" + revision, "uid", "1"));
  }
}
