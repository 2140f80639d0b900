package io.github.perconapg.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

  @Test
  void aPersonAtATerminalSeesALiveView() {
    assertThat(new Terminal(true, true, 1, "3.9.16", XTERM).isLive()).isTrue();
  }

  @Test
  void aFileAPipeAndAServerSeeLinesThatStay() {
    assertThat(new Terminal(false, true, 1, "3.9.16", XTERM).isLive()).isFalse();
    assertThat(new Terminal(true, false, 1, "3.9.16", XTERM).isLive()).isFalse();
    assertThat(
            new Terminal(true, true, 1, "3.9.16", Map.of("TERM", "xterm", "CI", "true")).isLive())
        .isFalse();
    assertThat(new Terminal(true, true, 1, "3.9.16", Map.of("TERM", "dumb")).isLive()).isFalse();
    assertThat(new Terminal(true, true, 1, "3.9.16", Map.of()).isLive()).isFalse();
  }

  @Test
  void modulesThatAreBuiltAtOnceDoNotWriteOverEachOther() {
    assertThat(new Terminal(true, true, 4, "3.9.16", XTERM).isLive()).isFalse();
  }

  @Test
  void maven4WhichPrintsWholeLinesOnlyGetsLinesThatStay() {
    assertThat(new Terminal(true, true, 1, "4.0.0-rc-4", XTERM).isLive()).isFalse();
  }
}
