package io.github.perconapg.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.run.Deadline;
import io.github.perconapg.model.Check;
import io.github.perconapg.model.CheckResult;
import io.github.perconapg.model.CheckResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CheckRunnerTest {

  private static final CheckTask WELL =
      new CheckTask(Check.IMAGE, () -> CheckOutcome.passed("as it should be"));

  @Test
  void resultsStandInTheOrderOfTheChecksWhicheverEndsFirst() {
    var first = new CountDownLatch(1);
    var slow =
        new CheckTask(
            Check.DRIFT,
            () -> {
              await(first);
              return CheckOutcome.passed("at last");
            });
    var fast =
        new CheckTask(
            Check.IMAGE,
            () -> {
              first.countDown();
              return CheckOutcome.passed("at once");
            });
    assertThat(CheckRunner.at(List.of(slow, fast), Deadline.in(Duration.ofSeconds(20))))
        .extracting(CheckResult::summary)
        .containsExactly("at last", "at once");
  }

  @Test
  void whatHasNotEndedByTheDeadlineIsUnknownAndHoldsNothingUp() {
    var never = new CountDownLatch(1);
    var stuck =
        new CheckTask(
            Check.DRIFT,
            () -> {
              await(never);
              return CheckOutcome.passed("");
            });
    var results = CheckRunner.at(List.of(stuck, WELL), Deadline.in(Duration.ofMillis(200)));
    assertThat(results)
        .extracting(CheckResult::outcome)
        .containsExactly(Outcome.UNKNOWN, Outcome.PASSED);
    assertThat(results.get(0).remedy()).contains("percona-pg.timeout");
  }

  @Test
  void aForbiddenQuestionIsUnknown() {
    var results = CheckRunner.at(List.of(failing(403), WELL), Deadline.in(Duration.ofSeconds(20)));
    assertThat(results.get(0).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(results.get(0).summary()).contains("this caller may not ask");
  }

  @Test
  void anyOtherErrorEndsVerifySinceNothingIsKnownThen() {
    assertThatThrownBy(
            () -> CheckRunner.at(List.of(WELL, failing(500)), Deadline.in(Duration.ofSeconds(20))))
        .isInstanceOf(KubernetesClientException.class);
  }

  private static CheckTask failing(int code) {
    return new CheckTask(
        Check.DRIFT,
        () -> {
          throw new KubernetesClientException("pods is forbidden", code, null);
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
