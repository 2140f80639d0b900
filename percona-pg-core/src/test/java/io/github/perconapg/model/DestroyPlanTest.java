package io.github.perconapg.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DestroyPlanTest {

  private static final Change RELEASE =
      Change.of(Change.Action.DELETE, "Release", "pg-operator", "1 revision");
  private static final Change NAMESPACE =
      Change.of(Change.Action.DELETE, "Namespace", "pgo", "empty");

  @Test
  void isAnotherWithAnotherDatabaseOfTheSameName() {
    assertThat(plan("orders (1)", RELEASE).doesTheSameAs(plan("orders (1)", RELEASE))).isTrue();
    assertThat(plan("orders (1)", RELEASE).doesTheSameAs(plan("orders (2)", RELEASE))).isFalse();
  }

  @Test
  void isAnotherWhenItRemovesMoreButForTheNamespace() {
    assertThat(plan("orders (1)").doesTheSameAs(plan("orders (1)", RELEASE))).isFalse();
    assertThat(plan("orders (1)", NAMESPACE).doesTheSameAs(plan("orders (1)"))).isTrue();
  }

  private static DestroyPlan plan(String database, Change... changes) {
    var spec = new Spec(null, "pgo", Container.DEFAULT, false);
    var resource = new PerconaPostgresqlOperator(Metadata.named("op"), spec);
    return new DestroyPlan(
        DesiredState.of(StackInput.of(resource)),
        List.of(changes),
        List.of(database),
        List.of(),
        List.of());
  }
}
