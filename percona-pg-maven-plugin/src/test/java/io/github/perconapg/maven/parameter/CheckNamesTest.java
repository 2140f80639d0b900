package io.github.perconapg.maven.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.model.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckNamesTest {

  @Test
  void nothingNamedIsEverything() {
    assertThat(CheckNames.of(List.of())).containsExactly(Check.values());
  }

  @Test
  void checksAndCategoriesAreTaken() {
    assertThat(CheckNames.of(List.of("access", "lease-held")))
        .containsExactly(Check.LEASE_HELD, Check.OPERATOR_RIGHTS, Check.WATCHED_NAMESPACES);
  }

  @Test
  void whatIsNoCheckIsRefusedWithTheNearestFirst() {
    assertThatThrownBy(() -> CheckNames.of(List.of("lease-hold")))
        .hasMessageContaining("names \"lease-hold\", which is no check")
        .hasMessageContaining("Use lease-held, ");
  }
}
