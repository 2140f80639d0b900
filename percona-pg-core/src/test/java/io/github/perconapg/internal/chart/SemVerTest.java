package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemVerTest {

  @Test
  void ordersAsTheSpecificationDoes() {
    var ordered =
        List.of(
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "2.0.0",
            "2.1.0",
            "2.1.1",
            "2.10.0");
    var shuffled = new ArrayList<>(ordered);
    Collections.reverse(shuffled);
    assertThat(
            shuffled.stream()
                .flatMap(text -> Stream.of(Objects.requireNonNull(SemVer.parse(text))))
                .sorted(SemVer.PRECEDENCE)
                .map(SemVer::text))
        .containsExactlyElementsOf(ordered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2",
        "1.2.3.4",
        "01.2.3",
        "vv1.2.3",
        "V1.2.3",
        "1.2.3-",
        "1.2.3-01",
        "a"
      })
  void refusesWhatIsNotExactlyOneVersion(String text) {
    assertThat(SemVer.parse(text)).isNull();
  }

  @Test
  void doesNotCountBuildMetadata() {
    var a = Objects.requireNonNull(SemVer.parse("1.0.0+a"));
    var b = Objects.requireNonNull(SemVer.parse("1.0.0+b"));
    assertThat(SemVer.PRECEDENCE.compare(a, b)).isZero();
  }
}
