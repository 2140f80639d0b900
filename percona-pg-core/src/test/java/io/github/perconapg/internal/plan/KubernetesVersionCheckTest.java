package io.github.perconapg.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.chart.Chart;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesVersionCheckTest {

  @ParameterizedTest
  @CsvSource({
    ">=1.30.0-0, v1.29.9, true",
    "'>= 1.30', v1.29.9-gke.1, true",
    ">=1.30.0-0, v1.30.0-eks-1, false",
    ">=1.30.0-0, v1.34.1, false",
    "'>=1.20 <1.30', v1.34.1, false",
    ">=1.30.0-0, unknown, false",
  })
  void whatTheChartDemandsIsRefused(String demanded, String server, boolean refused) {
    var refusal = KubernetesVersionCheck.refusal(chart("2.7.0", demanded), server);
    assertThat(refusal.isPresent()).isEqualTo(refused);
    refusal.ifPresent(
        problem -> {
          assertThat(problem.code()).isEqualTo(ProblemCode.SERVER_TOO_OLD);
          assertThat(problem.summary()).contains(demanded.strip(), server);
        });
  }

  @Test
  void aChartThatDemandsNothingIsNeverRefused() {
    assertThat(KubernetesVersionCheck.refusal(chart("2.7.0", null), "v1.2.3")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2.7.0, v1.29.9, true",
    "2.7.0, v1.30.0, false",
    "3.0.0, v1.30.4, true",
    "9.9.9, v1.1.1, false"
  })
  void whatNobodyHasTestedIsTold(String operator, String server, boolean told) {
    assertThat(KubernetesVersionCheck.note(chart(operator, null), server).isPresent())
        .isEqualTo(told);
  }

  private static Chart chart(String operator, @Nullable String kubeVersion) {
    return new Chart(
        "pg-operator",
        operator,
        operator,
        kubeVersion,
        "",
        List.of(),
        Map.of(),
        Path.of("chart"),
        "test");
  }
}
