package io.github.perconapg.internal.helm.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VerbsTest {

  @Test
  void takesNoAnswerForAFailure() {
    assertThat(Verbs.answer(() -> null)).containsOnlyKeys(Message.ERROR);
    assertThat(Verbs.answer(() -> "")).containsOnlyKeys(Message.ERROR);
  }

  @Test
  void passesHelmsWordsOnAsTheyAre() {
    assertThat(
            Verbs.answer(
                () -> {
                  throw new IllegalStateException("release: not found");
                }))
        .isEqualTo(Map.of(Message.ERROR, "release: not found"));
  }

  @Test
  void namesALibraryThatDoesNotLoad() {
    assertThat(
            Verbs.answer(
                () -> {
                  throw new UnsatisfiedLinkError("no glibc");
                }))
        .isEqualTo(Map.of(Message.ERROR, "java.lang.UnsatisfiedLinkError: no glibc"));
  }

  @Test
  void refusesAVerbThatItDoesNotKnow() {
    assertThat(Verbs.run(new Message(Map.of(Message.VERB, "rollback")), question -> question))
        .containsOnlyKeys(Message.ERROR);
  }
}
