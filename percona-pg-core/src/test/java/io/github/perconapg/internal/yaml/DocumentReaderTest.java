package io.github.perconapg.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.internal.yaml.Trees.Style;
import io.github.perconapg.internal.yaml.UnreadableTextException.Kind;
import io.github.perconapg.internal.yaml.YamlValue.Mapping;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a text makes the parser throw becomes the text's problem, with its place. */
@DisplayName("The bounded reader")
@Timeout(60)
class DocumentReaderTest {

  private static final Limits SMALL = Limits.of(1 << 20, 10, 100);
  private static final TextSource SOURCE =
      new TextSource("f.yaml", ProblemCode.VALUES_INVALID, "Correct it.");

  static Stream<String> hostile() {
    return Stream.of(
            List.of("\"\\UFFFFFFFF\"", "a: \"\\uD800\"", "!%20 x", "!<%FF> x", "%YAML 9.9\n--- x"),
            List.of(
                "%TAG ! tag:x,%\n--- !a b", "&", "*a", "? ? ?", "a: b: c", "\"\\x", "'", "{", "["),
            List.of("[".repeat(20_000), "- ".repeat(20_000), "? ".repeat(20_000)),
            List.of(
                "{a: ".repeat(20_000), "a: &x [*x]", "a:\uFEFF b", "\u0000", "\uD800", "\u0085"),
            List.of(
                "a: !!int x", "a: !!float 1e", "a: !!bool maybe", "a: !!int " + "9".repeat(1000)),
            List.of(
                "[a, b]: c", "a: 1\na: 2", "1: a", "--- a\n--- b", "text", "- a", "a: !!binary AA"))
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void refusesEveryTextThatIsNoMappingWithinItsBounds(String text) {
    for (var style : List.of(Style.VALUES, Style.TEXT)) {
      try {
        assertThat(Trees.mapping(text, SMALL, SOURCE, style)).isNotNull();
      } catch (PerconaPgException e) {
        assertThat(e.problem().code()).isEqualTo(ProblemCode.VALUES_INVALID);
        assertThat(e.problem().summary()).matches("(?s)f\\.yaml:\\d+:\\d+: .+\\.");
      }
    }
  }

  @Test
  void namesTheDepthBeforeItReadsFurther() {
    var refused = refused("a: " + "[".repeat(80_000), SMALL);
    assertThat(refused.kind()).isEqualTo(Kind.LIMIT);
    assertThat(refused.column()).isEqualTo(13);
  }

  @Test
  void countsTheDepthThatAliasesAddUpTo() {
    var text = "a: &a [[[[[x]]]]]\nb: &b [[[[[*a]]]]]\n";
    assertThat(refused(text, SMALL).reason())
        .isEqualTo("values are nested more than 10 levels deep once aliases are followed");
  }

  @Test
  void readsAValueOfSeveralMegabytesInLinearTime() throws UnreadableTextException {
    var long4 = "x".repeat(4 << 20);
    var limits = Limits.of(16 << 20, 64, 1_000);
    var quoted = "a: \"" + long4 + "\"\nb: " + long4 + "\nc: |\n  " + long4 + "\n";
    assertThat(DocumentReader.read(quoted, limits)).isInstanceOf(Mapping.class);
  }

  @Test
  void endsWhenItsTimeIsOver() {
    var limits = new Limits(1_000, 10, 100, Duration.ofNanos(-1));
    assertThat(refused("a: b", limits).reason()).startsWith("reading took longer than");
  }

  @Test
  void readsTypesByTheCoreSchema() {
    var text = "a: 0o17\nb: -0x\nc: +1.5e3\nd: .inf\ne: 3000000000\nf: '1'\ng: !!str 1\nh: ~\n";
    assertThat(Trees.mapping(text, SMALL, SOURCE, Style.VALUES))
        .containsEntry("a", 15)
        .containsEntry("b", "-0x")
        .containsEntry("c", 1500.0)
        .containsEntry("d", Double.POSITIVE_INFINITY)
        .containsEntry("e", 3_000_000_000L)
        .containsEntry("f", "1")
        .containsEntry("g", "1")
        .containsEntry("h", null);
  }

  @Test
  void letsTheLastOfSeveralKeysCountInObjectsAsHelmDoes() {
    assertThat(Trees.mapping("a: 1\n2: b\na: 3\n", SMALL, SOURCE, Style.OBJECTS))
        .isEqualTo(Map.of("a", 3, "2", "b"));
  }

  @Test
  void writesInFlowStyleWhatReadsAsTheSame() throws UnreadableTextException {
    var text = "a: 1.10\nb: [x, 'y\"\\', \"\\n\\u263a\", null, true, {}]\nc: {d: '1'}\ne: []\n";
    var written = FlowText.of(Objects.requireNonNull(DocumentReader.read(text, SMALL)));
    assertThat(written).contains("\"a\": 1.10");
    assertThat(Trees.mapping(written, SMALL, SOURCE, Style.VALUES))
        .isEqualTo(Trees.mapping(text, SMALL, SOURCE, Style.VALUES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"a\":}",
        "{} x",
        "{\"a\": 1e}",
        "nul",
        "\"",
        "{\"a\":01}"
      })
  void refusesJsonThatIsNoObject(String json) {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(
            catchThrowableOfType(
                UnreadableTextException.class, () -> BoundedJson.object(bytes, SMALL)))
        .isNotNull();
  }

  @Test
  void boundsJsonInDepthNumberAndLength() {
    assertThat(refusedJson("{\"a\":" + "[".repeat(20_000))).contains("more than 10 levels deep");
    assertThat(refusedJson("{\"a\":[" + "1,".repeat(300) + "1]}")).contains("more than 100 values");
    assertThat(refusedJson("{\"a\":\"" + "x".repeat(2 << 20) + "\"}")).contains("longer than");
    assertThat(refusedJson(" ".repeat(2 << 20))).contains("longer than 1048576 bytes");
  }

  private static String refusedJson(String json) {
    return catchThrowableOfType(
            UnreadableTextException.class,
            () -> BoundedJson.object(json.getBytes(StandardCharsets.UTF_8), SMALL))
        .reason();
  }

  private static UnreadableTextException refused(String text, Limits limits) {
    return catchThrowableOfType(
        UnreadableTextException.class, () -> DocumentReader.read(text, limits));
  }
}
