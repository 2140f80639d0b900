package io.github.perconapg.problem;

import java.util.List;

/** Translates errors of other libraries. */
public final class ForeignErrors {
  private ForeignErrors() {}

  /** Placeholder until the target package lands. */
  public static PerconaPgException translate(Throwable error, String doing) {
    return new PerconaPgException(
        List.of(Problem.of(ProblemCode.API_ERROR, doing + ": " + error.getMessage(), "")), error);
  }
}
