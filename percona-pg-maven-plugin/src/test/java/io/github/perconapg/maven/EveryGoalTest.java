package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every goal does alike. */
class EveryGoalTest {

  private final GoalFixture maven;

  EveryGoalTest(@TempDir Path folder) {
    this.maven = new GoalFixture(folder);
  }

  @Test
  void aDefectIsNoFailureOfTheUser() {
    maven.cluster.failure = new IllegalStateException("oops");

    assertThatThrownBy(maven.ready(new DeployMojo())::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("defect of percona-pg:deploy")
        .hasRootCauseMessage("oops");
  }

  @Test
  void aProblemThatIsADefectIsNoFailureOfTheUserEither() {
    maven.cluster.failure =
        Problem.of(ProblemCode.INTERNAL, "Cannot be.", "Report it.").asException();

    assertThatThrownBy(maven.ready(new DeployMojo())::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasCauseInstanceOf(PerconaPgException.class);
  }

  @Test
  void anInvalidOptionIsRefusedBeforeAnyClusterIsTouched() {
    var deploy = maven.ready(new DeployMojo());
    deploy.readiness = "perfect";

    assertThatThrownBy(deploy::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("working");
    assertThat(maven.cluster.closed).isZero();
  }

  @Test
  void aMistypedPropertyIsRefusedInsteadOfIgnored() {
    maven.commandLine.setProperty("percona-pg.contxt", "prod");

    assertThatThrownBy(maven.ready(new DestroyMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("-Dpercona-pg.contxt")
        .hasMessageContaining("Did you mean -Dpercona-pg.context?");
    assertThat(maven.cluster.closed).isZero();
  }

  @Test
  void aPropertyOfAnotherGoalIsNoMistake() throws Exception {
    maven.commandLine.setProperty("percona-pg.readiness", "available");
    maven.commandLine.setProperty("percona-pg.keepControlPlane", "true");

    maven.ready(new ValidateMojo()).execute();
  }

  @Test
  void aSkippedGoalFailsForNothing() throws Exception {
    maven.commandLine.setProperty("percona-pg.skip", "true");
    maven.commandLine.setProperty("percona-pg.contxt", "prod");
    var deploy = maven.ready(new DeployMojo());
    deploy.manifest = maven.files("nowhere.yaml");
    deploy.readiness = "perfect";
    deploy.timeout = "soon";

    deploy.execute();

    assertThat(maven.log.lines).containsExactly("INFO percona-pg:deploy is skipped");
  }

  @Test
  void aSkippedGoalSaysSoAndDoesNothing() throws Exception {
    maven.commandLine.setProperty("percona-pg.destroy.skip", "");
    maven.ready(new DestroyMojo()).execute();
    var deploy = maven.ready(new DeployMojo());
    deploy.skip = true;
    deploy.execute();

    assertThat(maven.log.lines)
        .containsExactly("INFO percona-pg:destroy is skipped", "INFO percona-pg:deploy is skipped");
    assertThat(maven.cluster.asked).isEmpty();
  }
}
