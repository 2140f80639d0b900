package io.github.perconapg.internal.kubernetes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Several questions to an API server at once: one after another they would take a long line's time.
 */
public final class ParallelRequests {

  /** More would only make a busy API server busier. */
  private static final int AT_ONCE = 8;

  private ParallelRequests() {}

  /**
   * Asks all of them.
   *
   * @param answer asks one; called by several threads
   * @return the answers, in the order of the questions
   * @throws RuntimeException what the first question that failed threw
   */
  public static <Q, A> List<A> ask(Collection<Q> questions, Function<Q, A> answer) {
    if (questions.size() < 2) {
      return questions.stream().map(answer).toList();
    }
    var threads =
        Executors.newFixedThreadPool(
            Math.min(AT_ONCE, questions.size()), DaemonThreads.named("percona-pg-question"));
    try {
      var running =
          questions.stream()
              .map(q -> CompletableFuture.supplyAsync(() -> answer.apply(q), threads))
              .toList();
      var answers = new ArrayList<A>();
      running.forEach(one -> answers.add(one.join()));
      return answers;
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw e;
    } finally {
      threads.shutdownNow();
    }
  }
}
