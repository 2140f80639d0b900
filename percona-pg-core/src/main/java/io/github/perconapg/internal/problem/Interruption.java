package io.github.perconapg.internal.problem;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;

/**
 * Turns an interruption into the exception that reports it. The thread stays interrupted, so that
 * the program that interrupted it sees that, too.
 */
public final class Interruption {

  private Interruption() {}

  /**
   * Returns the exception to throw, and interrupts the thread again.
   *
   * @param summary the interrupted activity
   * @param remedy what to do next
   */
  public static PerconaPgException of(InterruptedException e, String summary, String remedy) {
    Thread.currentThread().interrupt();
    return Problem.of(ProblemCode.INTERRUPTED, summary, remedy).asException(e);
  }
}
