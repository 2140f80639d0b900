package io.github.perconapg.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.helm.RenderedObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorImageTest {

  private static final String REPOSITORY = "registry.example.com:5000/percona/operator";

  @ParameterizedTest
  @CsvSource({
    "percona/percona-postgresql-operator:2.6.0, 2.6.0",
    "registry.example.com:5000/a/operator:v2.6.0, 2.6.0",
    "operator:2.6.0-acme.1, 2.6.0",
    "operator:3.0, 3.0",
    "operator:2.6.0@sha256:4f2c5e7a, 2.6.0"
  })
  void theTagSaysTheVersion(String image, String version) {
    var operator = OperatorImage.of(image, "2.7.0");
    assertThat(operator.version()).isEqualTo(version);
    assertThat(operator.shown()).isEqualTo(version);
    assertThat(operator.note("2.7.0").orElse(""))
        .contains("The operator is " + version + " and not the chart's 2.7.0", image);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "operator@sha256:2.6.0f2c5e7a",
        "a.b:5000/operator",
        "o:main",
        "o:1.4",
        "o:2024.6"
      })
  void aDigestAndAnotherKindOfTagSayNothing(String image) {
    var operator = OperatorImage.of(image, "2.7.0");
    assertThat(operator.version()).isEqualTo("2.7.0");
    assertThat(operator.shown()).isEqualTo("unknown");
    assertThat(operator.note("2.7.0").orElse("")).contains("cannot be told by its tag", image);
  }

  @Test
  void theChartsOwnImageIsNotWorthAWord() {
    assertThat(OperatorImage.of(REPOSITORY + ":2.7.0", "2.7.0").note("2.7.0")).isEmpty();
    assertThat(OperatorImage.of(REPOSITORY + ":4.1.0", "4.1.0").note("4.1.0")).isEmpty();
    assertThat(OperatorImage.of("", "2.7.0")).returns("2.7.0", OperatorImage::shown);
    assertThat(OperatorImage.expected(Map.of("image", ""), "2.7.0").note("2.7.0")).isEmpty();
    assertThat(OperatorImage.expected(Map.of("image", "o:2.6.0"), "2.7.0").version())
        .isEqualTo("2.6.0");
  }

  @Test
  void theOperatorsDeploymentIsToldFromOthersByItsLabel() {
    var objects =
        List.of(
            deployment(Map.of(), "proxy:3.0.0"),
            deployment(
                Map.of("pgv2.percona.com/control-plane", "postgres-operator"),
                REPOSITORY + ":2.6.0"));
    assertThat(OperatorImage.of(objects, "2.7.0").version()).isEqualTo("2.6.0");
  }

  private static RenderedObject deployment(Map<String, String> labels, String image) {
    var pod = Map.of("spec", Map.of("containers", List.of(Map.of("image", image))));
    var content =
        Map.<String, Object>of(
            "metadata", Map.of("labels", labels), "spec", Map.of("template", pod));
    return new RenderedObject("apps/v1", "Deployment", "deployments", "pg", "pgo", content);
  }
}
