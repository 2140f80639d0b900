package io.github.perconapg.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.model.Consent;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRouteTest {

  private static final List<String> AVAILABLE =
      List.of("2.7.0", "2.8.0", "2.8.2", "2.8.3-rc1", "2.9.0", "3.0.0", "something");

  @ParameterizedTest
  @CsvSource({"2.7.0,2.7.0", "2.7.0,2.7.1", "2.7.0,2.8.2", "2.8.2,2.9.0", "2.7.0,nightly"})
  void goesStraightToTheSameMinorAndTheNextOne(String installed, String wanted) {
    var route = route(installed, wanted, Consent.NONE);
    assertThat(route.refusals()).isEmpty();
    assertThat(route.steps()).containsExactly(wanted);
  }

  @ParameterizedTest
  @CsvSource({"2.7.0,2.6.0", "2.7.1,2.7.0", "3.0.0,2.9.0"})
  void neverGoesBackWhateverIsAgreedTo(String installed, String wanted) {
    var all = Consent.NONE.stepwise(true).acceptIrreversible(true);
    var problem = route(installed, wanted, all).refusals().get(0);
    assertThat(problem.code()).isEqualTo(ProblemCode.VERSION_JUMP);
    assertThat(problem.summary()).contains("would go back");
  }

  @Test
  void refusesAJumpAndNamesTheStepsBetween() {
    var problem = route("2.6.0", "2.9.0", Consent.NONE).refusals().get(0);
    assertThat(problem.code()).isEqualTo(ProblemCode.VERSION_JUMP);
    assertThat(problem.render()).contains("2.7.x, 2.8.x and 2.9.0", "stepwise=true");
  }

  @Test
  void goesThroughTheNewestReleaseOfEachMinorBetween() {
    var route = route("2.7.0", "3.0.0", Consent.NONE.stepwise(true).acceptIrreversible(true));
    assertThat(route.refusals()).isEmpty();
    assertThat(route.steps()).containsExactly("2.8.2", "2.9.0", "3.0.0");
  }

  @Test
  void saysWhichStepCannotBeHad() {
    var route =
        VersionRoute.of(
            "pg-operator", "2.7.0", "2.9.0", Consent.NONE.stepwise(true), () -> List.of("2.9.0"));
    assertThat(route.refusals()).hasSize(1);
    assertThat(route.refusals().get(0).summary()).contains("needs a chart of 2.8 between");
  }

  @Test
  void crossesThreeOnlyWhenItIsAccepted() {
    var route = route("2.9.0", "3.0.0", Consent.NONE);
    assertThat(route.refusals())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.IRREVERSIBLE);
    assertThat(route.refusals().get(0).render())
        .contains("upstream.pgv2.percona.com", "acceptIrreversible=true", "cannot be undone");
    assertThat(route("2.9.0", "3.0.0", Consent.NONE.acceptIrreversible(true)).refusals()).isEmpty();
  }

  private static VersionRoute route(String installed, String wanted, Consent consent) {
    return VersionRoute.of("pg-operator", installed, wanted, consent, () -> AVAILABLE);
  }
}
