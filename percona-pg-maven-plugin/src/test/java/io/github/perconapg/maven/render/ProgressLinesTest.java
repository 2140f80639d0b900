package io.github.perconapg.maven.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.event.Event;
import io.github.perconapg.model.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

  private final List<String> lines = new ArrayList<>();
  private final ProgressLines progress = new ProgressLines(new ListPrinter(lines), "dev.yaml");

  @Test
  void aWarningIsSaidOnceInARun() {
    progress.on(new Event.Warned("The log was rotated."));
    progress.on(new Event.Warned("The log was rotated."));
    assertThat(lines).containsExactly("! The log was rotated.");
    assertThat(progress.unsaid(List.of("The log was rotated.", "Repaired drift.")))
        .containsExactly("Repaired drift.");
  }

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
              public boolean status(List<String> text) {
                return shown.addAll(text);
              }
            },
            "dev.yaml");

    live.on(new Event.StepStarted("CRDs", "apply eight"));
    live.on(waiting("3 of 8 to be established", 12));
    live.on(new Event.RequestSent("GET", "/version", 200, Duration.ofMillis(7)));

    assertThat(shown)
        .containsExactly(
            "  CRDs         apply eight",
            "  CRDs         waiting for",
            "    3 of 8 to be established",
            "GET /version 200 (7 ms)");
    assertThat(lines).isEmpty();
  }

  @Test
  void whatChangesAllTheTimeIsSaidEveryFewSecondsAndAnewForEachStep() {
    for (var second : List.of(0, 1, 4, 5, 6)) {
      progress.on(waiting("pod " + second, "CRDs", second));
    }
    progress.on(waiting("the Lease", "operator", 7));
    progress.on(waiting("the rest", "operator", 3)); // a wait of its own, later

    assertThat(lines)
        .containsExactly(
            "  CRDs         waiting for pod 0 (at most 1 min 30 s)",
            "  CRDs         waiting for pod 5 (at most 1 min 25 s)",
            "  operator     waiting for the Lease (at most 1 min 23 s)",
            "  operator     waiting for the rest (at most 1 min 27 s)");
  }

  private static Event waiting(String what, String step, int gone) {
    return new Event.Waiting(
        step, List.of(what), Duration.ZERO, Duration.ofSeconds(90).minusSeconds(gone));
  }

  @Test
  void manyThingsAreCounted() {
    var pods = IntStream.rangeClosed(1, 9).mapToObj(i -> "pod " + i).toList();
    progress.on(new Event.Waiting("operator", pods, Duration.ZERO, Duration.ofSeconds(9)));

    assertThat(lines)
        .containsExactly(
            "  operator     waiting for pod 1; pod 2; pod 3; pod 4; pod 5; and 4 more"
                + " (at most 9.0 s)");
  }

  private static Event waiting(String what, int since) {
    return new Event.Waiting(
        "CRDs", List.of(what), Duration.ofSeconds(since), Duration.ofSeconds(90 - since));
  }
}
