package io.github.perconapg.internal.deploy;

import static io.github.perconapg.internal.deploy.DeployScene.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PlanApprovalTest {

  private final DeployScene scene;

  PlanApprovalTest(@TempDir Path folder) throws IOException {
    scene = new DeployScene(folder);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void refusedPlanWritesNothing() {
    var refused = scene.install().refused(ProblemCode.CR_VERSION).build();
    assertThat(failureOf(() -> scene.deploy(refused)).problem().code())
        .isEqualTo(ProblemCode.CR_VERSION);
    assertThat(scene.server.writes()).isEmpty();
  }

  @Test
  void planThatIsRefusedUnderTheLockWritesNothingButTheNamespace() {
    var first = scene.install().build();
    var refused = scene.install().refused(ProblemCode.CR_VERSION).build();
    assertThat(failureOf(() -> scene.deploy(first, refused)).problem().code())
        .isEqualTo(ProblemCode.CR_VERSION);
    assertThat(scene.writes()).containsExactly("POST /api/v1/namespaces");
  }

  @Test
  void planOtherThanTheAgreedOneIsStaleBeforeAndUnderTheLock() {
    var agreed = scene.install().build();
    var other = scene.install().operator("2.8.0").withCrd("").nothingToDo();
    assertThat(failureOf(() -> scene.deploy(agreed.plan(), other.build())).problem().code())
        .isEqualTo(ProblemCode.PLAN_STALE);
    assertThat(scene.server.writes()).isEmpty();

    assertThat(failureOf(() -> scene.deploy(agreed.plan(), agreed, other.build())).problem())
        .satisfies(problem -> assertThat(problem.code()).isEqualTo(ProblemCode.PLAN_STALE))
        .satisfies(
            problem -> assertThat(problem.facts()).contains("planned: UPDATE Release pg-operator"));
    assertThat(scene.helm).isEmpty();
  }
}
