package io.github.perconapg.maven.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.event.Event;
import io.github.perconapg.model.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LiveViewTest {

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
    try (var live = new LiveView(below, terminal, 80)) {
      assertThat(live.status(List.of("  CRDs         apply eight"))).isTrue();
      assertThat(screen()).isEqualTo("  CRDs         apply eight");
      live.line("  CRDs         8 applied (1.3 s)");
      assertThat(screen()).isEqualTo("[INFO]   CRDs         8 applied (1.3 s)\n");
    }
  }

  @Test
  void eachThingThatIsWaitedForHasALineAndAllOfThemAreDrawnAnew() {
    try (var live = new LiveView(below, terminal, 80)) {
      live.line("  release      installed (0.9 s)");
      live.status(
          List.of("  operator     waiting for", "    the Deployment", "    pod a", "    b"));
      live.status(List.of("  operator     waiting for", "    the Lease", "    b"));
      assertThat(screen())
          .isEqualTo(
              "[INFO]   release      installed (0.9 s)\n"
                  + "  operator     waiting for\n    the Lease\n    b");
      live.line("  operator     leads (3.0 s)");
      assertThat(screen())
          .isEqualTo(
              "[INFO]   release      installed (0.9 s)\n[INFO]   operator     leads (3.0 s)\n");
    }
  }

  @Test
  void theWordsAreEscapedAndTheFrameIsNot() {
    try (var live = new LiveView(below, terminal, 80)) {
      live.status(List.of("  operator     waiting for", "    pod \u001b[2J\u202ex\n::error::"));
      assertThat(screen())
          .isEqualTo("  operator     waiting for\n    pod \\u001b[2J\\u202ex ::error::");
    }
  }

  @Test
  void thePageShowsItAsItIsDrawn() throws IOException {
    try (var live = new LiveView(below, terminal, 80)) {
      var progress = new ProgressLines(live, "dev.yaml");
      progress.on(
          new Event.StepFinished(
              new Step("release", "revision 2 written", Duration.ofMillis(300))));
      var missing =
          List.of(
              "Deployment pg-operator has 0 of 1 replicas available",
              "pod pg-operator-5bc5978f9-7qfbx is not running: ImagePullBackOff (Back-off pulling"
                  + " image \"docker.io");
      progress.on(new Event.Waiting("operator", missing, Duration.ZERO, Duration.ofMinutes(5)));
    }
    assertThat(Files.readString(Path.of("../docs/screens.md")).replace(" (12 s)", ""))
        .contains(drawn());
  }

  /** The last that was drawn, with the lines that stayed before it. */
  private String drawn() {
    var text = bytes.toString(StandardCharsets.UTF_8);
    return text.substring(0, text.lastIndexOf("\u001b[")).replaceAll("\u001b\\[\\d*[AJ]|\r", "");
  }

  @Test
  void aWarningComesBetweenAndWhatHappensGoesOn() {
    try (var live = new LiveView(below, terminal, 80)) {
      live.status(List.of("waiting for", "  a pod"));
      live.warning("The log cannot be read.");
      assertThat(screen()).isEqualTo("[WARNING] The log cannot be read.\nwaiting for\n  a pod");
    }
  }

  @Test
  void whatIsShownNeverFillsTheLastColumnNorBreaksTheLine() {
    try (var live = new LiveView(below, terminal, 20)) {
      live.status(List.of("a text\nthat is longer than the terminal is wide"));
      assertThat(screen()).isEqualTo("a text that is lo..").hasSize(19);
    }
  }

  @Test
  void nothingIsLeftWhenItEndsInTheMiddle() {
    var live = new LiveView(below, terminal, 80);
    live.line("first");
    live.status(List.of("waiting for", "  a pod"));
    live.close();
    assertThat(screen()).isEqualTo("[INFO] first\n");
  }

  @Test
  void nothingIsWrittenToTheTerminalWhileNothingHappens() {
    try (var live = new LiveView(below, terminal, 80)) {
      live.line("first");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("[INFO] first\n");
  }

  /**
   * What a terminal makes of it, by ECMA-48: up some lines, and to the margin and all below gone.
   */
  private String screen() {
    var screen = new StringBuilder();
    var text = bytes.toString(StandardCharsets.UTF_8);
    var move = Pattern.compile("(?:\u001b\\[(\\d+)A)?\r\u001b\\[J");
    var from = 0;
    for (var found : move.matcher(text).results().toList()) {
      screen.append(text, from, found.start());
      var up = found.group(1) == null ? 0 : Integer.parseInt(found.group(1));
      var margin = screen.length();
      for (var i = 0; i <= up; i++) {
        margin = screen.lastIndexOf("\n", margin - 1);
      }
      screen.setLength(margin + 1);
      from = found.end();
    }
    return screen.append(text, from, text.length()).toString();
  }
}
