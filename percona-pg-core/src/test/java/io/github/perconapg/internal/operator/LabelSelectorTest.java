package io.github.perconapg.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {

  @ParameterizedTest
  @CsvSource({
    "In, team, a, true",
    "In, team, b, false",
    "In, other, a, false",
    "NotIn, team, b, true",
    "NotIn, team, a, false",
    "NotIn, other, a, true",
    "Exists, team, , true",
    "Exists, other, , false",
    "DoesNotExist, other, , true",
    "DoesNotExist, team, , false"
  })
  void expressionsAsTheApiHasThem(String operator, String key, String value, boolean takes) {
    var expression =
        Map.of(
            "key", key, "operator", operator, "values", value == null ? List.of() : List.of(value));
    var selector = Map.of("matchExpressions", List.of(expression));
    assertThat(LabelSelector.takes(selector, Map.of("team", "a"))).isEqualTo(takes);
  }

  @ParameterizedTest
  @CsvSource({"a, true", "b, false"})
  void labelsHaveToBeEqual(String value, boolean takes) {
    var selector = Map.of("matchLabels", Map.of("team", value));
    assertThat(LabelSelector.takes(selector, Map.of("team", "a"))).isEqualTo(takes);
    assertThat(LabelSelector.takes(null, Map.of())).isTrue();
  }
}
