package io.github.perconapg.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

  @Test
  void isAnotherWithOtherFilesOfTheSameChartVersion() {
    assertThat(plan("aa").doesTheSameAs(plan("aa"))).isTrue();
    assertThat(plan("aa").doesTheSameAs(plan("bb"))).isFalse();
  }

  private static Plan plan(String digest) {
    var spec = new Spec(null, "pgo", Container.DEFAULT, false);
    var resource = new PerconaPostgresqlOperator(Metadata.named("op"), spec);
    return new Plan(
        DesiredState.of(StackInput.of(resource)),
        "pg-operator 2.7.0 (folder)",
        digest,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
