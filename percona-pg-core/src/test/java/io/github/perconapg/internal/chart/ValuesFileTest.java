package io.github.perconapg.internal.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesFileTest {

  @TempDir Path temp;

  @Test
  void readsYamlOnePointTwo() {
    assertThat(read("a: yes\nb: true\nc: 0o17\nd: 1.5\ne: [x, {y: 'z'}]\n"))
        .isEqualTo(
            Map.of("a", "yes", "b", true, "c", 15, "d", 1.5, "e", List.of("x", Map.of("y", "z"))));
  }

  @Test
  void readsJson() {
    assertThat(read("{\"a\": {\"b\": [1, 2]}}")).isEqualTo(Map.of("a", Map.of("b", List.of(1, 2))));
  }

  @Test
  void readsAnEmptyFileAsNoValues() {
    assertThat(read("# nothing\n")).isEmpty();
  }

  @Test
  void followsAliases() {
    assertThat(read("a: &x {b: 1}\nc: *x\n"))
        .isEqualTo(Map.of("a", Map.of("b", 1), "c", Map.of("b", 1)));
  }

  @Test
  void namesLineAndColumnOfAnError() {
    assertRefused("a: 1\nb: [1, 2\nc: 3\n", "values.yaml:3:2: ");
    assertRefused("a: 1\n\tb: 2\n", "values.yaml:2:1: ");
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    assertRefused("a: 1\nb: 2\na: 3\n", "duplicate key a");
  }

  @Test
  void refusesJavaTypes() {
    assertRefused("a: !!java.net.URL [http://localhost]\n", "values.yaml:1:4: ");
  }

  @Test
  void refusesBinaryData() {
    assertRefused("a: !!binary aGVsbG8=\n", "");
  }

  @Test
  void refusesAKeyThatIsNotText() {
    assertRefused("a: {1: x}\n", "values.yaml:1:5: the key 1 is not text");
  }

  @Test
  void refusesASecondDocument() {
    assertRefused("a: 1\n---\nb: 2\n", "values.yaml:2:1: a second document");
  }

  @Test
  void refusesSomethingElseThanAMapping() {
    assertRefused("- a\n", "expected a mapping, found a list");
  }

  @Test
  void refusesDeepNesting() {
    assertRefused(
        "a: " + "[".repeat(20_000) + "]".repeat(20_000),
        "values.yaml:1:67: values are nested more than 64 levels deep");
  }

  @Test
  void refusesAnAliasBomb() {
    var bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (var i = 1; i < 24; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertRefused(bomb.toString(), "values.yaml:15:18: aliases expand to more than 100000 values");
  }

  @Test
  void refusesAnAliasOfItself() {
    assertRefused("a: &a [*a]\n", "this alias names no anchor that is complete before it");
  }

  @Test
  void refusesAHugeFile() {
    assertRefused("a: " + "x".repeat(1 << 20), "longer than 1 MiB");
  }

  @Test
  void refusesControlCharactersAndOtherEncodings() {
    assertRefused("a: \u0000\n", "values.yaml:1:4: the character U+0000 is not allowed");
    var e =
        catchThrowableOfType(
            PerconaPgException.class,
            () -> ValuesFile.read(file("a: ü\n".getBytes(StandardCharsets.ISO_8859_1))));
    assertThat(e.getMessage()).contains("not UTF-8");
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    var missing = temp.resolve("missing.yaml");
    var e = catchThrowableOfType(PerconaPgException.class, () -> ValuesFile.read(missing));
    assertThat(e.getMessage()).contains(missing.toString(), "does not exist");
  }

  private void assertRefused(String text, String why) {
    var e = catchThrowableOfType(PerconaPgException.class, () -> read(text));
    assertThat(e.problem().code()).isEqualTo(ProblemCode.VALUES_INVALID);
    assertThat(e.problem().summary()).contains("values.yaml", why);
  }

  private Map<String, Object> read(String text) {
    return ValuesFile.read(file(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Path file(byte[] contents) {
    return SampleChart.file(temp.resolve("values.yaml"), contents);
  }
}
