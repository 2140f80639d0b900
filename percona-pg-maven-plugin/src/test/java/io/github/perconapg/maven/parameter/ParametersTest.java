package io.github.perconapg.maven.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.perconapg.model.CrdPolicy;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.ProblemCode;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  private static final Path BASE = Path.of("/project");

  private final Properties commandLine = new Properties();
  private final Parameters parameters = new Parameters(commandLine, BASE);

  @Test
  void theCommandLineWinsOverWhatIsConfigured() {
    commandLine.setProperty("percona-pg.chart", "typed");

    assertThat(parameters.text("chart", "configured")).isEqualTo("typed");
    assertThat(parameters.text("chartVersion", "2.7.0")).isEqualTo("2.7.0");
  }

  @Test
  void blankTextOnTheCommandLineCountsAsNotGiven() {
    commandLine.setProperty("percona-pg.context", " ");

    assertThat(parameters.optional("context", "dev")).isEqualTo("dev");
    assertThat(parameters.optional("context", " ")).isNull();
  }

  @Test
  void aSwitchWithoutValueIsOn() {
    commandLine.setProperty("percona-pg.skip", "");

    assertThat(parameters.flag("skip", false)).isTrue();
  }

  @Test
  void theCommandLineTurnsASwitchOfThePomOff() {
    commandLine.setProperty("percona-pg.skip", "false");

    assertThat(parameters.flag("skip", true)).isFalse();
  }

  @Test
  void refusesASwitchThatIsNeitherOnNorOff() {
    commandLine.setProperty("percona-pg.skip", "maybe");

    assertThatThrownBy(() -> parameters.flag("skip", false))
        .isInstanceOfSatisfying(
            PerconaPgException.class,
            e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.OPTION_INVALID))
        .hasMessageContaining("-Dpercona-pg.skip")
        .hasMessageContaining("true or false");
  }

  @ParameterizedTest
  @CsvSource({"5m,PT5M", "300s,PT5M", "1h30m,PT1H30M", "2h,PT2H", "1m05s,PT1M5S", "1h1s,PT1H1S"})
  void readsDurations(String text, Duration expected) {
    assertThat(parameters.duration("timeout", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "", "5", "5 m", "m5", "-5m", "5m1h", "1.5h", "5d", "9999999h"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> parameters.duration("timeout", text))
        .isInstanceOf(PerconaPgException.class)
        .hasMessageContaining("timeout")
        .hasMessageContaining("for example 5m, 300s or 1h30m");
  }

  @Test
  void proposesAUnitForANumberWithoutOne() {
    assertThatThrownBy(() -> parameters.duration("timeout", "300"))
        .hasMessageContaining("Say 300s for seconds");
  }

  @Test
  void choosesByLowerCaseName() {
    assertThat(parameters.choice("crds", "check", CrdPolicy.class)).isEqualTo(CrdPolicy.CHECK);
  }

  @Test
  void refusesAnUnknownChoiceWithTheLikeliestFirst() {
    assertThatThrownBy(() -> parameters.choice("crds", "Skipp", CrdPolicy.class))
        .hasMessageContaining("\"Skipp\"")
        .hasMessageContaining("Use skip, ");
  }

  @ParameterizedTest
  @CsvSource({"x/../values.yaml,/project/values.yaml", "/abs,/abs", "~/v.yaml,HOME/v.yaml"})
  void aFileIsTheSameOnTheCommandLineAndInThePom(String text, String expected) {
    var path = Path.of(expected.replace("HOME", System.getProperty("user.home")));
    // Maven has put the project's folder before a relative one.
    var injected = BASE.resolve(text).toFile();

    assertThat(parameters.path("valuesFile", injected)).isEqualTo(path);
    assertThat(parameters.paths("manifest", List.of(injected), BASE)).containsExactly(path);
    assertThat(parameters.path("chart", text)).isEqualTo(path);
    commandLine.setProperty("percona-pg.valuesFile", text);
    assertThat(parameters.path("valuesFile", new File("/other"))).isEqualTo(path);
    commandLine.setProperty("percona-pg.manifest", text + ",b");
    assertThat(parameters.paths("manifest", List.of(new File("/other")), BASE))
        .containsExactly(path, BASE.resolve("b"));
  }

  @Test
  void aFileThatNobodyNamedIsNotThere() {
    assertThat(parameters.path("valuesFile", (File) null)).isNull();
    assertThat(parameters.path("outputDirectory", (File) null, Path.of("target")))
        .isEqualTo(BASE.resolve("target"));
  }

  @Test
  void aSearchPathIsSplitAsTheShellSplitsIt() {
    assertThat(parameters.searchPath("kubeconfig", "/a" + File.pathSeparator + "b"))
        .containsExactly(Path.of("/a"), BASE.resolve("b"));
    assertThat(parameters.searchPath("kubeconfig", null)).isEmpty();
  }

  @Test
  void theFallbackManifestIsUsedWhenNobodyNamesOne() {
    assertThat(parameters.paths("manifest", List.of(), Path.of("default.yaml")))
        .containsExactly(BASE.resolve("default.yaml"));
  }

  @Test
  void aTypedListIsSplitAtCommasThatAreNotEscaped() {
    commandLine.setProperty("percona-pg.set", "a=1, metadata.annotations.x=one\\,two ,");

    assertThat(parameters.list("set", List.of("pom=1")))
        .containsExactly("a=1", "metadata.annotations.x=one,two");
  }

  @Test
  void aListOfThePomIsTakenAsItIs() {
    assertThat(parameters.list("set", List.of("a=x,y"))).containsExactly("a=x,y");
  }
}
