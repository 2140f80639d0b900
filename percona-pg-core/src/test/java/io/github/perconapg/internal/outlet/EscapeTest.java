package io.github.perconapg.internal.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapeTest {

  @Test
  void escapesWhatATerminalObeysAndWhatMisleadsAReader() {
    assertThat(Escape.line("a\u001b[2Jb\rc\u202ed\u2028e\u0085f\u0007g\u200fh\ufeffi\u0000j"))
        .isEqualTo("a\\u001b[2Jb\\rc\\u202ed\\u2028e\\u0085f\\u0007g\\u200fh\\ufeffi\\u0000j");
  }

  @Test
  void aLineStaysOne() {
    assertThat(Escape.line("one\n[INFO] BUILD SUCCESS")).isEqualTo("one\\n[INFO] BUILD SUCCESS");
    assertThat(Escape.lines("one\r\ntwo\nthree")).isEqualTo("one\ntwo\nthree");
  }

  @ParameterizedTest
  @CsvSource({
    "##[error]x, #\\#[error]x",
    "a ##vso[task.setvariable]x, a #\\#vso[task.setvariable]x",
    "##teamcity[buildStatus], #\\#teamcity[buildStatus]",
    "::set-output name=a::b, \\::set-output name=a::b",
    "'  ::add-mask::x', '  \\::add-mask::x'",
  })
  void takesCommandsAwayFromCiServers(String text, String harmless) {
    assertThat(Escape.line(text)).isEqualTo(harmless);
    assertThat(Escape.lines("first\n" + text)).isEqualTo("first\n" + harmless);
    assertThat(Escape.line(harmless)).as("again").isEqualTo(harmless);
  }

  @ParameterizedTest
  @CsvSource({"std::string, std::string", "## Heading, ## Heading", "ü€😀 'x'\ty, ü€😀 'x'\ty"})
  void leavesTheRestAsItIs(String text, String same) {
    assertThat(Escape.line(text)).isEqualTo(same);
  }
}
