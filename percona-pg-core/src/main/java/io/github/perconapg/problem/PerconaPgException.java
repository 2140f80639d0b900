package io.github.perconapg.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The only exception that this library throws for failures. It carries at least one problem. The
 * message is meant for people and contains no secret.
 */
public final class PerconaPgException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * @param problems at least one
   * @param cause the underlying error, or null
   */
  public PerconaPgException(List<Problem> problems, @Nullable Throwable cause) {
    super(problems.stream().map(Problem::render).collect(Collectors.joining("\n")), cause);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an exception needs a problem");
    }
    this.problems = List.copyOf(problems);
  }

  /** Returns all problems, most important first; never empty. */
  public List<Problem> problems() {
    return problems;
  }

  /** Returns the first problem. */
  public Problem problem() {
    return problems.get(0);
  }
}
