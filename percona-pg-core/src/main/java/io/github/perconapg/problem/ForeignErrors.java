package io.github.perconapg.problem;

/** stub */
public final class ForeignErrors {
  private ForeignErrors() {}

  /** stub */
  public static PerconaPgException translate(
      Throwable error, String doing, String server, String source) {
    return Problem.of(
            ProblemCode.API_ERROR, doing + " failed at " + server + " (" + source + ").", "x")
        .asException(error);
  }
}
