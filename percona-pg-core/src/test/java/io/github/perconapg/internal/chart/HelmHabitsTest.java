package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write who come from helm, docker or a browser. */
class HelmHabitsTest {

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "percona/pg-operator, To helm, write pg-operator",
    "my-repo/pg-operator:2.8.2, helm repo add my-repo, write pg-operator:2.8.2",
    "ghcr.io/acme/pg-operator:2.7.0, registry, write oci://ghcr.io/acme/pg-operator:2.7.0",
    "charts.example.com/percona, repository, write https://charts.example.com/percona",
    "localhost:5000/pg-operator, registry, write oci://localhost:5000/pg-operator",
    "./absent, Check the path, a folder with Chart.yaml",
    "pg-operator-2.7.0.tgz, Check the path, .tgz file"
  })
  void aPathThatIsNotThereIsExplained(String chart, String why, String what) {
    var problem = problem(chart);
    assertThat(problem.code()).isEqualTo(ProblemCode.CHART_NOT_FOUND);
    assertThat(problem.summary()).startsWith("There is no chart at ").endsWith(chart.substring(2));
    assertThat(problem.remedy()).contains(why, what, "Chart.yaml");
  }

  @Test
  void isExplainedToWhoWantsADigestToo() {
    var desired = SampleChart.desired().chart("percona/pg-operator").chartSha256("0".repeat(64));
    var charts = new Charts(Machine.at(temp), HttpSettings.defaults());
    assertThat(catchThrowableOfType(PerconaPgException.class, () -> charts.resolve(desired)))
        .hasMessageContaining("To helm, percona/pg-operator is the chart pg-operator");
  }

  @ParameterizedTest
  @CsvSource({
    "pg-operator-2.7.0, pg-operator:2.7.0",
    "pg-operator@2.7.0, pg-operator:2.7.0",
    "pg-operator v2.7.0-rc.1, pg-operator:v2.7.0-rc.1"
  })
  void aVersionInANameGoesBehindAColon(String chart, String instead) {
    var problem = problem(chart);
    assertThat(problem.code()).isEqualTo(ProblemCode.OPTION_INVALID);
    assertThat(problem.remedy()).contains("behind a colon: " + instead);
  }

  @ParameterizedTest
  @CsvSource({"oci:/ghcr.io/acme/pg-operator, oci:", "https:/charts.example.com/x, https:"})
  void oneSlashIsNotEnough(String chart, String scheme) {
    assertThat(problem(chart).summary()).contains("two slashes behind " + scheme);
  }

  private Problem problem(String chart) {
    return catchThrowableOfType(
            PerconaPgException.class,
            () ->
                new Charts(Machine.at(temp), HttpSettings.defaults())
                    .resolve(ChartReference.parse(chart, "2.7.0")))
        .problem();
  }
}
