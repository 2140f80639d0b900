package io.github.perconapg.internal.problem;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;

/**
 * What a waiting that was interrupted ends with. The thread stays interrupted, so that the program
 * that interrupted it sees that, too.
 */
public final class Interruption {

  private Interruption() {}

  /**
   * The exception to throw.
   *
   * @param summary what was interrupted
   * @param remedy what to do next
   */
  public static PerconaPgException of(InterruptedException e, String summary, String remedy) {
    Thread.currentThread().interrupt();
    return Problem.of(ProblemCode.INTERRUPTED, summary, remedy).asException(e);
  }
}
