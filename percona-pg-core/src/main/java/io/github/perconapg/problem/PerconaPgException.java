package io.github.perconapg.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of this library. Everything that fails throws it, with at least one problem.
 * The message is fit for a person and holds no secret.
 */
public final class PerconaPgException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @param problems at least one
   * @param cause the error behind it, or null
   */
  public PerconaPgException(List<Problem> problems, @Nullable Throwable cause) {
    super(problems.stream().map(Problem::render).collect(Collectors.joining("\n")), cause);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an exception needs a problem");
    }
    this.problems = List.copyOf(problems);
  }

  /** All problems that were found, most important first; never empty. */
  public List<Problem> problems() {
    return problems;
  }

  /** The first problem. */
  public Problem problem() {
    return problems.get(0);
  }
}
