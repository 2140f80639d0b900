package io.github.perconapg.internal.diagnosis;

import io.github.perconapg.problem.ProblemCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an operator is not ready.
 *
 * @param code which cause of the catalogue; {@code not-ready} when it is none of them
 * @param sentence what it is, to follow "because"
 * @param fact what was seen, in the cluster's words
 * @param remedy what to do
 * @param endsAfter how long it has to last until waiting is useless; null while it may still get
 *     well by itself
 */
public record Cause(
    ProblemCode code, String sentence, String fact, String remedy, @Nullable Duration endsAfter) {

  /** One of the catalogue, which may still get well. */
  public static Cause of(ProblemCode code, String fact) {
    var title = code.title();
    var sentence = Character.toLowerCase(title.charAt(0)) + title.substring(1);
    return new Cause(code, sentence, fact, code.advice(), null);
  }

  /** One that the catalogue does not know. */
  public static Cause unknown(String sentence, String fact, String remedy) {
    return new Cause(ProblemCode.NOT_READY, sentence, fact, remedy, null);
  }

  /** The same cause with another fact. */
  Cause fact(String fact) {
    return new Cause(code, sentence, fact, remedy, endsAfter);
  }

  /** The same cause with another remedy. */
  Cause remedy(String remedy) {
    return new Cause(code, sentence, fact, remedy, endsAfter);
  }

  /** The same cause, which no waiting helps once it has lasted. */
  Cause endsAfter(Duration time) {
    return new Cause(code, sentence, fact, remedy, time);
  }

  /** The same cause, which no waiting helps. */
  Cause lasting() {
    return endsAfter(Duration.ZERO);
  }
}
