package io.github.perconapg.maven.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LiveLineTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private final Printer below =
      new Printer() {
        @Override
        public void line(String text) {
          terminal.print("[INFO] " + text + "\n");
        }

        @Override
        public void warning(String text) {
          terminal.print("[WARNING] " + text + "\n");
        }
      };

  @Test
  void aLineThatStaysTakesThePlaceOfWhatHappened() {
    try (var live = new LiveLine(below, terminal, 80)) {
      assertThat(live.status("  CRDs         apply eight")).isTrue();
      assertThat(screen()).isEqualTo("  CRDs         apply eight");
      live.line("  CRDs         8 applied (1.3 s)");
      assertThat(screen()).isEqualTo("[INFO]   CRDs         8 applied (1.3 s)\n");
    }
  }

  @Test
  void aWarningComesBetweenAndWhatHappensGoesOn() {
    try (var live = new LiveLine(below, terminal, 80)) {
      live.status("waiting for a pod");
      live.warning("The log cannot be read.");
      assertThat(screen()).isEqualTo("[WARNING] The log cannot be read.\nwaiting for a pod");
    }
  }

  @Test
  void whatIsShownNeverFillsTheLastColumnNorBreaksTheLine() {
    try (var live = new LiveLine(below, terminal, 20)) {
      live.status("a text\nthat is longer than the terminal is wide");
      assertThat(screen()).isEqualTo("a text that is lo..").hasSize(19);
    }
  }

  @Test
  void nothingIsLeftWhenItEndsInTheMiddle() {
    var live = new LiveLine(below, terminal, 80);
    live.line("first");
    live.status("waiting for a pod");
    live.close();
    assertThat(screen()).isEqualTo("[INFO] first\n");
  }

  @Test
  void nothingIsWrittenToTheTerminalWhileNothingHappens() {
    try (var live = new LiveLine(below, terminal, 80)) {
      live.line("first");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("[INFO] first\n");
  }

  /** What a terminal makes of it: a carriage return and ESC [ K empty the line, as ECMA-48 says. */
  private String screen() {
    var lines = new StringBuilder();
    var line = new StringBuilder();
    var text = bytes.toString(StandardCharsets.UTF_8);
    for (var i = 0; i < text.length(); i++) {
      if (text.startsWith("\r\u001b[K", i)) {
        line.setLength(0);
        i += 3;
      } else if (text.charAt(i) == '\n') {
        lines.append(line).append('\n');
        line.setLength(0);
      } else {
        line.append(text.charAt(i));
      }
    }
    return lines.append(line).toString();
  }
}
