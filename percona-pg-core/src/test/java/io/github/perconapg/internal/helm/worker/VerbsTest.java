package io.github.perconapg.internal.helm.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VerbsTest {

  @Test
  void takesNoAnswerForAFailure() {
    assertThat(Verbs.answer(() -> null)).containsOnlyKeys(WorkerMessage.ERROR);
    assertThat(Verbs.answer(() -> "")).containsOnlyKeys(WorkerMessage.ERROR);
  }

  @Test
  void passesHelmsWordsOnAsTheyAre() {
    assertThat(
            Verbs.answer(
                () -> {
                  throw new IllegalStateException("release: not found");
                }))
        .isEqualTo(Map.of(WorkerMessage.ERROR, "release: not found"));
  }

  @Test
  void namesALibraryThatDoesNotLoad() {
    assertThat(
            Verbs.answer(
                () -> {
                  throw new UnsatisfiedLinkError("no glibc");
                }))
        .isEqualTo(Map.of(WorkerMessage.ERROR, "java.lang.UnsatisfiedLinkError: no glibc"));
  }

  @Test
  void refusesAVerbThatItDoesNotKnow() {
    assertThat(
            Verbs.run(
                new WorkerMessage(Map.of(WorkerMessage.VERB, "rollback")), question -> question))
        .containsOnlyKeys(WorkerMessage.ERROR);
  }
}
