package io.github.perconapg.internal.problem;

/**
 * A response that is not one of an API server: a page of HTML, anything but JSON, or more than the
 * limit. A retry would not help, so this is not an {@link java.io.IOException}, which the client
 * library would retry.
 */
public final class UnusableAnswer extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Describes the response.
   *
   * @param what a sentence without its full stop
   */
  public UnusableAnswer(String what) {
    super(what);
  }
}
