package io.github.perconapg.internal.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.chart.Chart;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void doesNotDependOnTheOrderOfKeys() {
    var one = new LinkedHashMap<String, Object>();
    one.put("a", 1);
    one.put("b", Map.of("c", "d"));
    var other = new LinkedHashMap<String, Object>();
    other.put("b", Map.of("c", "d"));
    other.put("a", 1);
    assertThat(of(one)).isEqualTo(of(other)).matches("[0-9a-f]{40}");
  }

  @Test
  void tellsTextFromNumberAndNothing() {
    var nothing = new LinkedHashMap<String, Object>();
    nothing.put("a", null);
    assertThat(List.of(of(Map.of("a", 1)), of(Map.of("a", "1")), of(nothing)))
        .doesNotHaveDuplicates();
  }

  @Test
  void tellsNestingsThatReadAlikeApart() {
    assertThat(of(Map.of("a", List.of("b", "c"))))
        .isNotEqualTo(of(Map.of("a", List.of(List.of("b"), "c"))));
    assertThat(of(Map.of("a", "b,c"))).isNotEqualTo(of(Map.of("a", List.of("b", "c"))));
  }

  private static String of(Map<String, Object> values) {
    var chart =
        new Chart(
            "pg-operator", "2.7.0", "2.7.0", null, "d", List.of(), Map.of(), Path.of("."), "here");
    return Fingerprint.of(chart, values, "ns", "pg-operator");
  }
}
