package io.github.perconapg.internal.verify;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that several checks need and that is computed once. Safe for several threads. */
final class Memoized<T> implements Supplier<T> {

  private final Supplier<T> question;
  private @Nullable T answer;

  Memoized(Supplier<T> question) {
    this.question = question;
  }

  @Override
  public synchronized T get() {
    var known = answer;
    if (known == null) {
      known = question.get();
      answer = known;
    }
    return known;
  }
}
