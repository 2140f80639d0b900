package io.github.perconapg.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.chart.ChartVersion;
import io.github.perconapg.model.Consent;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradePathTest {

  private static final List<ChartVersion> AVAILABLE =
      percona("2.7.0", "2.8.0", "2.8.2", "2.8.3-rc1", "2.9.0", "3.0.0", "something");

  @ParameterizedTest
  @CsvSource({"2.7.0,2.7.0", "2.7.0,2.7.1", "2.7.0,2.8.2", "2.8.2,2.9.0", "2.7.0,nightly"})
  void goesStraightToTheSameMinorAndTheNextOne(String installed, String wanted) {
    var route = route(installed, wanted, Consent.NONE);
    assertThat(route.refusals()).isEmpty();
    assertThat(route.steps()).containsExactly(percona(wanted).get(0));
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
    assertThat(route.versions()).containsExactly("2.8.2", "2.9.0", "3.0.0");
  }

  @Test
  void saysWhichStepCannotBeHad() {
    var route = route("2.7.0", "2.9.0", Consent.NONE.stepwise(true), percona("2.7.0"));
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

  @Test
  void namesAllStepsThatCannotBeHadAtOnce() {
    var route = route("2.5.0", "2.9.0", Consent.NONE.stepwise(true), percona("2.7.0"));
    assertThat(route.refusals())
        .singleElement()
        .satisfies(p -> assertThat(p.summary()).contains("needs charts of 2.6, 2.8 between"));
  }

  @ParameterizedTest
  @Timeout(10)
  @CsvSource({"3.1.0,4.0.0", "3.0.0,4.0.0", "2.9.0,3.0.0", "9.9.0,9999.0.0"})
  void crossesAnyMajorVersionInOneStepWithConsentWhereNothingIsKnownBetween(
      String installed, String wanted) {
    assertThat(route(installed, wanted, Consent.NONE, List.of()).refusals())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.IRREVERSIBLE);
    var accepted = Consent.NONE.acceptIrreversible(true);
    assertThat(route(installed, wanted, accepted, List.of()).refusals()).isEmpty();
  }

  @Test
  void takesTheMinorsOfAnUnknownMajorVersionFromWhatWasReleased() {
    var accepted = Consent.NONE.acceptIrreversible(true);
    var released = percona("3.0.0", "3.1.0", "3.2.0", "3.2.1", "4.0.0", "4.1.0");
    assertThat(route("3.1.0", "4.1.0", accepted, released).refusals().get(0).render())
        .contains("would skip a minor version", "3.2.x, 4.0.x and 4.1.0");
    assertThat(route("3.1.0", "4.1.0", accepted.stepwise(true), released).versions())
        .containsExactly("3.2.1", "4.0.0", "4.1.0");
  }

  @Test
  @Timeout(10)
  void saysThatOperatorOneIsAnotherOperator() {
    var all = Consent.NONE.stepwise(true).acceptIrreversible(true);
    assertThat(route("1.6.0", "2.7.0", all).refusals())
        .singleElement()
        .returns(ProblemCode.VERSION_JUMP, Problem::code)
        .satisfies(p -> assertThat(p.render()).contains("do not serve operator 1's clusters"));
  }

  @Test
  void keepsAWideJumpShort() {
    var problem = route("2.0.0", "2.9999.0", Consent.NONE).refusals().get(0);
    assertThat(problem.render()).contains("2.1.x, 2.2.x").contains("more").hasSizeLessThan(600);
  }

  @Test
  void judgesACompanysOwnChartByItsOperator() {
    var one = new ChartVersion("1.0.0", "2.9.0");
    assertThat(own(one, new ChartVersion("1.1.0", "3.0.0"), Consent.NONE).refusals())
        .singleElement()
        .returns(ProblemCode.IRREVERSIBLE, Problem::code)
        .satisfies(
            p ->
                assertThat(p.summary())
                    .contains("chart 1.0.0 (operator 2.9.0) to 1.1.0 (operator 3.0.0)"));
    assertThat(own(one, new ChartVersion("1.2.0", "2.9.0"), Consent.NONE).refusals()).isEmpty();
    assertThat(own(one, new ChartVersion("2.0.0", "2.9.0"), Consent.NONE).refusals()).isEmpty();
    assertThat(own(one, new ChartVersion("0.9.0", "2.9.0"), Consent.NONE).refusals()).isEmpty();
    assertThat(own(one, new ChartVersion("1.1.0", "2.8.0"), Consent.NONE).refusals())
        .singleElement()
        .satisfies(p -> assertThat(p.summary()).contains("would go back"));
  }

  @Test
  void findsTheStepsOfACompanysOwnChartByTheirOperators() {
    var wanted = new ChartVersion("4.0.0", "2.9.0");
    var route =
        UpgradePath.of(
            "pg-operator",
            new ChartVersion("1.0.0", "2.7.0"),
            wanted,
            Consent.NONE.stepwise(true),
            () ->
                List.of(
                    new ChartVersion("2.0.0", "2.8.0"),
                    new ChartVersion("2.1.0", "2.8.2"),
                    new ChartVersion("2.2.0", "2.8.2"),
                    new ChartVersion("2.8.0", "2.7.0"),
                    new ChartVersion("3.0.0", "")));
    assertThat(route.refusals()).isEmpty();
    assertThat(route.steps()).containsExactly(new ChartVersion("2.2.0", "2.8.2"), wanted);
  }

  private static UpgradePath own(ChartVersion installed, ChartVersion wanted, Consent consent) {
    return UpgradePath.of("pg-operator", installed, wanted, consent, List::of);
  }

  private static UpgradePath route(String installed, String wanted, Consent consent) {
    return route(installed, wanted, consent, AVAILABLE);
  }

  private static UpgradePath route(
      String installed, String wanted, Consent consent, List<ChartVersion> available) {
    return UpgradePath.of(
        "pg-operator", percona(installed).get(0), percona(wanted).get(0), consent, () -> available);
  }

  private static List<ChartVersion> percona(String... versions) {
    return Stream.of(versions).map(version -> new ChartVersion(version, version)).toList();
  }
}
