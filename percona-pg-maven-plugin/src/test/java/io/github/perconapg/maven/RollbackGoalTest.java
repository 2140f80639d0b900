package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back to a revision. */
class RollbackGoalTest {

  private final GoalFixture maven;

  RollbackGoalTest(@TempDir Path folder) {
    this.maven = new GoalFixture(folder);
  }

  @Test
  void rollbackGoesToTheRevisionThatIsNamed() throws Exception {
    maven.commandLine.setProperty("percona-pg.revision", "2");
    maven.ready(new RollbackMojo()).execute();

    assertThat(maven.cluster.wantedRevision).isEqualTo(2);
    assertThat(maven.log.lines)
        .last()
        .asString()
        .contains("Rolled back to revision 2: pg-operator");
    assertThat(maven.project.getProperties()).containsEntry("percona-pg.out.revision", "4");

    maven.commandLine.setProperty("percona-pg.revision", "newest");
    assertThatThrownBy(maven.ready(new RollbackMojo())::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("whole number");
  }

  @Test
  void aFailedRollbackNamesTheManifestsThatWereNotReached() throws Exception {
    maven.manifest("b.yaml", "second", "prod");
    maven.cluster.failure =
        Problem.of(ProblemCode.FOREIGN_RELEASE, "It is not ours.", "Ask.").asException();
    var rollback = maven.ready(new RollbackMojo());
    rollback.manifest = maven.files("percona-postgresql-operator.yaml", "b.yaml");

    assertThatThrownBy(rollback::execute).isInstanceOf(MojoFailureException.class);
    assertThat(maven.log.lines)
        .last()
        .isEqualTo("WARN Not reached because of this: rollback b.yaml");
    assertThat(maven.json("operator/rollback-report.json").get("outcome").textValue())
        .isEqualTo("failed");
  }
}
