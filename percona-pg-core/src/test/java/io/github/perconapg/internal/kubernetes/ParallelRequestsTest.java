package io.github.perconapg.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ParallelRequestsTest {

  @Test
  void answersInTheOrderOfTheQuestions() {
    var questions = IntStream.range(0, 50).boxed().toList();
    assertThat(ParallelRequests.ask(questions, q -> 2 * q))
        .containsExactlyElementsOf(questions.stream().map(q -> 2 * q).toList());
    assertThat(ParallelRequests.ask(List.<Integer>of(), q -> q)).isEmpty();
  }

  @Test
  void asksSeveralAtOnce() {
    var both = new CountDownLatch(2);
    assertThat(ParallelRequests.ask(List.of(1, 2), q -> waitsForTheOther(both))).containsOnly(true);
  }

  @Test
  void throwsWhatTheFirstThatFailedThrew() {
    assertThatThrownBy(
            () ->
                ParallelRequests.ask(
                    List.of("a", "b", "c"),
                    q -> {
                      if (!q.equals("a")) {
                        throw new IllegalStateException(q);
                      }
                      return q;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("b");
  }

  private static boolean waitsForTheOther(CountDownLatch both) {
    both.countDown();
    try {
      return both.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
