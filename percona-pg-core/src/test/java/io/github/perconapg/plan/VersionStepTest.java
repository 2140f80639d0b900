package io.github.perconapg.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.problem.ProblemCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionStepTest {

  @ParameterizedTest
  @CsvSource({"2.7.0,2.7.0", "2.7.0,2.7.1", "2.7.0,2.8.2", "2.8.2,2.9.0", "2.7.0,nightly"})
  void allowsTheSameMinorAndTheNextOne(String installed, String wanted) {
    assertThat(VersionStep.refusal("pg-operator", installed, wanted)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2.7.0,2.9.0,skip a minor",
    "2.7.0,2.6.0,go back",
    "2.7.1,2.7.0,go back",
    "3.0.0,2.9.0,go back",
    "2.9.0,3.0.0,cross a major"
  })
  void refusesAJumpAndSaysWhichKind(String installed, String wanted, String why) {
    var problem = VersionStep.refusal("pg-operator", installed, wanted).orElseThrow();
    assertThat(problem.code()).isEqualTo(ProblemCode.VERSION_JUMP);
    assertThat(problem.summary()).contains(why);
  }
}
