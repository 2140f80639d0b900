package io.github.perconapg.internal.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.internal.diagnosis.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Measures with a window of no length where time must have passed, and of an hour where not. */
class StabilityWindowTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Snapshot SEEN =
      new Snapshot(null, List.of(), null, true, List.of(), Map.of());

  private final StabilityWindow window = new StabilityWindow();

  @Test
  void nothingIsStableBeforeTheWindowIsOver() {
    assertThat(window.heldFor(SEEN, HOUR)).isFalse();
    assertThat(window.heldFor(SEEN, HOUR)).isFalse();
  }

  @Test
  void whatHoldsForTheWholeWindowIsStable() {
    assertThat(window.heldFor(SEEN, Duration.ZERO)).isTrue();
  }

  @Test
  void beforeItMeasuresItAsksForNoEarlierLook() {
    assertThat(window.nextLook(HOUR, Duration.ZERO)).isEqualTo(HOUR);
  }

  @Test
  void itAsksForALookWhenTheWindowEnds() {
    window.heldFor(SEEN, Duration.ofMinutes(1));
    assertThat(window.nextLook(HOUR, Duration.ofMinutes(1))).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void itAsksForNoLookAfterTheDeadline() {
    window.heldFor(SEEN, HOUR);
    assertThat(window.nextLook(Duration.ofSeconds(1), HOUR)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aResetForgetsWhatHeld() {
    window.heldFor(SEEN, HOUR);
    window.reset();
    assertThat(window.nextLook(HOUR, Duration.ZERO)).isEqualTo(HOUR);
  }
}
