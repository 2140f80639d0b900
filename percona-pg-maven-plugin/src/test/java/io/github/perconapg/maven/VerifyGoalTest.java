package io.github.perconapg.maven;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.maven.render.JUnitFile;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CrdPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verify checks, and when it fails a build. */
class VerifyGoalTest {

  private final GoalFixture maven;

  VerifyGoalTest(@TempDir Path folder) {
    this.maven = new GoalFixture(folder);
  }

  @Test
  void verifySucceedsWhenNothingFailedAndFailsWithTheRemediesOtherwise() throws Exception {
    maven.cluster.checks.add(check("crds-equal", CheckResult.Outcome.PASSED));
    maven.cluster.checks.add(check("workers-started", CheckResult.Outcome.UNKNOWN));
    maven.ready(new VerifyMojo()).execute();
    assertThat(maven.log.lines).last().asString().contains("1 of 2 checks passed, 1 cannot be");

    maven.cluster.checks.add(check("lease-held", CheckResult.Outcome.FAILED));
    assertThatThrownBy(maven.ready(new VerifyMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("1 of 3 checks failed")
        .hasMessageContaining("-> look at lease-held");
    var report = maven.json("verify-report.json");
    assertThat(report.get("outcome").textValue()).isEqualTo("unhealthy");
    assertThat(report.get("checks")).hasSize(3);
    assertThat(maven.left(JUnitFile.NAME)).contains("<failure message=\"looked at\">");
    assertThat(report.get("problems").get(0).get("code").textValue()).isEqualTo("verify-failed");
  }

  @Test
  void verifyLooksAtWhatIsNamedAndRefusesWhatIsNoCheck() throws Exception {
    maven.commandLine.setProperty("percona-pg.checks", "release, lease-held");
    maven.commandLine.setProperty("percona-pg.waitFor", "2m");
    maven.commandLine.setProperty("percona-pg.stableFor", "0s");
    maven.ready(new VerifyMojo()).execute();
    var options = requireNonNull(maven.cluster.verifyOptions);
    assertThat(options.checks()).hasSize(5).contains(Check.DRIFT, Check.LEASE_HELD);
    assertThat(options.waitFor()).isEqualTo(Duration.ofMinutes(2));
    assertThat(options.stableFor()).isZero();
    assertThat(options.dryRunApi()).isFalse();

    maven.commandLine.setProperty("percona-pg.checks", "lease");
    var asked = maven.cluster.asked.size();
    assertThatThrownBy(maven.ready(new VerifyMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("names \"lease\", which is no check");
    assertThat(maven.cluster.asked).hasSize(asked);
  }

  @Test
  void verifyHoldsTheReleaseAgainstTheSameValuesAsDeploy() throws Exception {
    maven.commandLine.setProperty("percona-pg.values", "logLevel=DEBUG");
    maven.commandLine.setProperty("percona-pg.crds", "skip");
    maven.ready(new VerifyMojo()).execute();

    var desired = maven.cluster.asked.get(0);
    assertThat(desired.values()).isEqualTo(Map.of("logLevel", "DEBUG"));
    assertThat(desired.crds()).isEqualTo(CrdPolicy.SKIP);
  }

  private static CheckResult check(String name, CheckResult.Outcome outcome) {
    return new CheckResult(
        Check.named(name).iterator().next(),
        outcome,
        "looked at",
        List.of("a fact"),
        "look at " + name,
        Duration.ofMillis(5));
  }
}
