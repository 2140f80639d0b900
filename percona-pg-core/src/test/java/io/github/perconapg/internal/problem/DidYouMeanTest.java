package io.github.perconapg.internal.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {

  @ParameterizedTest
  @CsvSource({"limit,limits,1", "lmiits,limits,1", "cpus,cpu,1", "a,b,1", "kitten,sitting,3"})
  void measuresDistanceBySingleEdits(String a, String b, int distance) {
    assertThat(DidYouMean.distance(a, b)).isEqualTo(distance);
  }

  @Test
  void looksPastCaseDashesAndUnderscores() {
    assertThat(DidYouMean.nearest("target_cluster", List.of("namespace", "targetCluster")))
        .isEqualTo("targetCluster");
  }

  @Test
  void suggestsNothingThatIsFarOff() {
    assertThat(DidYouMean.nearest("replicas", List.of("namespace", "container"))).isNull();
  }

  @Test
  void takesAVeryLongTextForNoName() {
    assertThat(DidYouMean.nearest("n".repeat(100_000), List.of("namespace"))).isNull();
  }

  @Test
  void putsTheMostSimilarFirstAndLeavesNoneOut() {
    assertThat(DidYouMean.nearestFirst(List.of("prod", "stage", "dev"), "stag"))
        .first()
        .isEqualTo("stage");
    assertThat(DidYouMean.nearestFirst(List.of("prod", "stage", "dev"), "stag")).hasSize(3);
  }
}
