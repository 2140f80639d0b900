package io.github.perconapg.internal.manifest;

import static io.github.perconapg.internal.manifest.Failures.HEAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.assertj.core.api.Assertions.within;

import io.github.perconapg.Manifest;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That reading ends: what takes more than linear time on the largest text takes minutes. */
@DisplayName("Hostile input")
class HostileInputTest {

  @TempDir Path folder;

  /** Processor time, far above what a slow machine needs and far below what a square takes. */
  private static <T> T bounded(Supplier<T> work) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    var result = work.get();
    var spent = Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
    assertThat(spent).isLessThan(Duration.ofSeconds(20));
    return result;
  }

  private static Problem refused(String text) {
    return bounded(() -> Failures.of(text)).get(0);
  }

  private Problem refused(byte[] bytes) throws IOException {
    var file = Files.write(folder.resolve("m.yaml"), bytes);
    return bounded(() -> Failures.of(() -> Manifest.read(file))).get(0);
  }

  @Test
  void thatMultipliesAliasesIsRefused() {
    var bomb =
        "a0: &a0 ["
            + "x,".repeat(9)
            + "x]\n"
            + IntStream.range(1, 30)
                .mapToObj(
                    i -> "a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)))
                .collect(Collectors.joining());
    var problem = refused(bomb);
    assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_LIMIT);
    assertThat(problem.summary()).contains("m.yaml:4:").contains("aliases expand to more than");
  }

  @Test
  void thatHoldsItselfIsRefused() {
    assertThat(refused("metadata: &a { labels: *a }").summary())
        .isEqualTo("m.yaml:1:24: this alias names no anchor that is complete before it");
  }

  @Test
  void isNotWhatUsesAnAliasInEarnest() {
    var text =
        HEAD
            + """
            spec:
              container:
                resources:
                  limits: &r { cpu: 1, memory: 1Gi }
                  requests: *r
            """;
    var container = Manifest.parse(text, "m").target().spec().container();
    assertThat(container.requests()).isEqualTo(container.limits());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "{", "- ", "? ", "[{a: ", "!!seq [", "&a ["})
  void thatIsNestedTwentyThousandDeepIsRefused(String level) {
    var problem = refused(level.repeat(20_000));
    assertThat(problem.code()).isIn(ProblemCode.MANIFEST_LIMIT, ProblemCode.MANIFEST_SYNTAX);
    assertThat(problem.summary()).startsWith("m.yaml:1:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000", "001B", "007F", "009B", "FFFF", "D800", "FEFF"})
  void withACharacterThatYamlForbidsIsRefusedAtThatCharacter(String code) {
    char character = (char) Integer.parseInt(code, 16);
    var problem = refused(HEAD + "spec: " + character + "\n");
    assertThat(problem.summary())
        .startsWith("m.yaml:5:7: the character U+" + code + " is not allowed in YAML");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void inAnotherEncodingIsRefused(String charset) throws IOException {
    var problem = refused(HEAD.getBytes(Charset.forName(charset)));
    assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_SYNTAX);
    assertThat(problem.summary()).contains("UTF-16");
  }

  @Test
  void thatIsNotUtf8IsRefusedAtTheFirstSuchByte() throws IOException {
    var problem = refused((HEAD + "#  é: M\u00fcller\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problem.summary()).endsWith("m.yaml:5:4: the byte 0xE9 is not UTF-8");
  }

  @Test
  void thatEndsWithinACharacterIsRefused() throws IOException {
    var problem = refused(new byte[] {'a', ':', ' ', (byte) 0xE2, (byte) 0x82});
    assertThat(problem.summary()).endsWith("m.yaml:1:4: the byte 0xE2 is not UTF-8");
  }

  @Test
  void indentedWithTabsIsRefused() {
    assertThat(refused(HEAD + "spec:\n\tcontainer: {}\n").summary())
        .isEqualTo("m.yaml:6:1: a tab stands where YAML allows only blanks");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!javax.script.ScriptEngineManager [ !!java.net.URL [ 'http://localhost/' ] ]",
        "!!java.lang.Runtime {}",
        "!java.io.File x",
        "!<tag:yaml.org,2002:binary> AAAA"
      })
  void withTagsOfOtherTypesIsRefused(String value) {
    assertThat(refused(HEAD + "spec: " + value).summary())
        .isEqualTo("m.yaml:5:7: this tag is not one of YAML's own");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\UFFFFFFFF\"", "!%20 x", "!<%FF> x", "\"\\xD8"})
  void thatTheParserStumblesOverIsRefused(String value) {
    assertThat(refused(HEAD + "spec: " + value).summary()).startsWith("m.yaml:5:");
  }

  @Test
  void isNotWhatTagsTextAsText() {
    assertThat(Manifest.parse(HEAD + "  org: !!str 12\nspec: { container: {} }", "m").target())
        .extracting(resource -> resource.metadata().org())
        .isEqualTo("12");
  }

  @Test
  void withMergeKeysIsRefused() {
    assertThat(refused(HEAD + "spec:\n  <<: { container: {} }\n").summary())
        .isEqualTo("m.yaml:6:3: merge keys (<<) do not exist in YAML 1.2");
  }

  @Test
  void withAMappingAsKeyIsRefused() {
    assertThat(refused("{ a: b }: c").summary())
        .isEqualTo("m.yaml:1:1: a key must be a name, but this is a mapping");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only this\n", "---\n", "---\n...\n---\n# a\n", "~"})
  void thatHoldsNothingIsRefused(String text) {
    var problem = refused(text);
    assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_EMPTY);
    assertThat(problem.summary()).startsWith("m.yaml: there is no resource in it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"- a\n", "just text", "<project/>", "12"})
  void thatIsNoMappingIsRefused(String text) {
    assertThat(refused(text).summary()).contains("m.yaml:1:1: a document must be a mapping");
  }

  @ParameterizedTest(name = "number {index}")
  @MethodSource("io.github.perconapg.internal.manifest.LargeTexts#all")
  void ofTheLargestSizeThatIsReadIsRefusedQuickly(String text) {
    var problems = bounded(() -> Failures.of(text));
    assertThat(problems)
        .allSatisfy(problem -> assertThat(problem.render().length()).isLessThan(1_500));
  }

  @Test
  void ofTheLargestSizeFitsIntoASmallHeap() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classPath = System.getProperty("java.class.path");
    var log = folder.resolve("log").toFile();
    var process =
        new ProcessBuilder(java, "-Xmx64m", "-cp", classPath, LargeTexts.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(() -> log + ": " + contentOf(log)).isZero();
  }

  @Test
  void aboveTheLargestSizeIsRefused() throws IOException {
    assertThat(refused(new byte[ManifestFiles.MAX_BYTES + 1]).summary())
        .endsWith("larger than 512 KiB");
    assertThat(refused("é".repeat(ManifestFiles.MAX_BYTES / 2 + 1)).summary())
        .isEqualTo("m.yaml: the text is larger than 512 KiB");
  }

  @Test
  void withoutEndIsNotReadToItsEnd() throws IOException {
    var file = folder.resolve("sparse.yaml");
    try (var channel =
        java.nio.channels.FileChannel.open(
            file,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.WRITE,
            java.nio.file.StandardOpenOption.SPARSE)) {
      channel.write(java.nio.ByteBuffer.wrap(new byte[] {0}), 1L << 30);
    }
    assertThat(Files.size(file) / (double) (1 << 30)).isCloseTo(1, within(0.1));
    var problem = bounded(() -> Failures.of(() -> Manifest.read(file))).get(0);
    assertThat(problem.code()).isEqualTo(ProblemCode.MANIFEST_LIMIT);
  }

  @Test
  void doesNotReachTheTerminal() {
    var text = HEAD + "x\u202e: 1\nspec: { \"a\\e[31m\\u202e\": 1, container: {} }\n";
    assertThat(Failures.of(text).stream().map(Problem::render).collect(Collectors.joining()))
        .contains("a\\u001B[31m\\u202E", "x\\u202E")
        .doesNotContain("\u001b", "\u202e");
  }
}
