package io.github.perconapg.internal.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalCausesTest {

  private static final Cause WAITS = Cause.of(ProblemCode.UNSCHEDULABLE, "fact");
  private static final Cause AT_ONCE = Cause.of(ProblemCode.IMAGE_NOT_FOUND, "fact").lasting();
  private static final Cause LATER =
      Cause.of(ProblemCode.QUOTA_EXCEEDED, "fact").endsAfter(Duration.ofHours(1));

  @Test
  void whatMayGetWellIsNeverDue() {
    assertThat(new TerminalCauses().due(List.of(WAITS))).isEmpty();
  }

  @Test
  void whatLastsIsDueAtOnceWhereverItStands() {
    assertThat(new TerminalCauses().due(List.of(WAITS, AT_ONCE))).contains(AT_ONCE);
  }

  @Test
  void whatIsKnownNotToHoldBeginsAnew() {
    var endings = new TerminalCauses();
    var soon = Cause.of(ProblemCode.OPERATOR_RIGHTS, "fact").endsAfter(Duration.ofNanos(1));
    assertThat(endings.due(List.of(soon))).isEmpty();
    assertThat(endings.due(List.of(soon))).contains(soon);
    endings.again(LATER);
    assertThat(endings.due(List.of(LATER))).isEmpty();
  }

  @Test
  void whatMustLastFirstIsLookedAtAgainInTime() {
    var endings = new TerminalCauses();
    assertThat(endings.nextLook(Duration.ofDays(2))).isGreaterThan(Duration.ofHours(12));
    assertThat(endings.due(List.of(LATER))).isEmpty();
    assertThat(endings.nextLook(Duration.ofDays(2)))
        .isBetween(Duration.ofMinutes(50), Duration.ofMinutes(61));
    assertThat(endings.nextLook(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
  }
}
