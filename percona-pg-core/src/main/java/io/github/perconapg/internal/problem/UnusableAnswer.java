package io.github.perconapg.internal.problem;

/**
 * An answer that came, and that is not one of an API server: a page of HTML, something else than
 * JSON, or more than is read. Asking again would not help, so it is not an {@link
 * java.io.IOException}, which the client library would retry.
 */
public final class UnusableAnswer extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what came.
   *
   * @param what a sentence without its full stop
   */
  public UnusableAnswer(String what) {
    super(what);
  }
}
