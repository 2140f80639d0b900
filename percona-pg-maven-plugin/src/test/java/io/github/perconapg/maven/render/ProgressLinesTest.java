package io.github.perconapg.maven.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.event.Event;
import io.github.perconapg.model.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

  private final List<String> lines = new ArrayList<>();
  private final ProgressLines progress = new ProgressLines(new ListPrinter(lines), "dev.yaml");

  @Test
  void aRunReadsFromTopToBottom() {
    progress.on(new Event.TargetResolved("kind-dev", "https://127.0.0.1:6443", "admin"));
    progress.on(new Event.StepStarted("CRDs", "apply eight"));
    progress.on(new Event.RequestSent("GET", "/", 200, Duration.ZERO));
    progress.on(waiting("3 of 8 to be established", 0));
    progress.on(new Event.StepFinished(new Step("CRDs", "8 applied", Duration.ofMillis(1340))));
    progress.on(new Event.StepFinished(new Step("readiness", "leads", Duration.ofSeconds(125))));
    progress.on(new Event.Warned("The log cannot be read."));

    assertThat(lines)
        .containsExactly(
            "Cluster kind-dev (https://127.0.0.1:6443) as admin, for dev.yaml",
            "  CRDs         waiting for 3 of 8 to be established (at most 1 min 30 s)",
            "  CRDs         8 applied (1.3 s)",
            "  readiness    leads (2 min 05 s)",
            "! The log cannot be read.");
  }

  @Test
  void longWaitingSaysSinceWhenAndUntilWhen() {
    progress.on(waiting("a pod", 0));
    progress.on(waiting("a pod", 12));

    assertThat(lines)
        .containsExactly(
            "  CRDs         waiting for a pod (at most 1 min 30 s)",
            "  CRDs         waiting for a pod (for 12.0 s; at most 1 min 18 s more)");
  }

  @Test
  void aTerminalShowsWhatHappensRightNowInsteadOfALineNowAndThen() {
    var shown = new ArrayList<String>();
    var live =
        new ProgressLines(
            new Printer() {
              @Override
              public void line(String text) {
                lines.add(text);
              }

              @Override
              public void warning(String text) {}

              @Override
              public void detail(String text) {
                shown.add(text);
              }

              @Override
              public boolean status(String text) {
                return shown.add(text);
              }
            },
            "dev.yaml");

    live.on(new Event.StepStarted("CRDs", "apply eight"));
    live.on(waiting("3 of 8 to be established", 12));
    live.on(new Event.RequestSent("GET", "/version", 200, Duration.ofMillis(7)));

    assertThat(shown)
        .containsExactly(
            "  CRDs         apply eight",
            "  CRDs         waiting for 3 of 8 to be established",
            "GET /version 200 (7 ms)");
    assertThat(lines).isEmpty();
  }

  private static Event waiting(String what, int since) {
    return new Event.Waiting(
        "CRDs", what, Duration.ofSeconds(since), Duration.ofSeconds(90 - since));
  }
}
