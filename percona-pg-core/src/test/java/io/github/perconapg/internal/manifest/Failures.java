package io.github.perconapg.internal.manifest;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.perconapg.Manifest;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The findings of what cannot be read. */
final class Failures {

  static final String HEAD =
      """
      apiVersion: kubernetes.project-planton.org/v1
      kind: PerconaPostgresqlOperator
      metadata:
        name: pg
      """;

  private Failures() {}

  static List<Problem> of(String text) {
    return of(() -> Manifest.parse(text, "m.yaml"));
  }

  static List<Problem> ofAll(List<Path> paths, String... overrides) {
    return of(() -> Manifest.readAll(paths, List.of(overrides)));
  }

  static List<Problem> of(ThrowingCallable call) {
    return catchThrowableOfType(PerconaPgException.class, call).problems();
  }

  /** The only finding. */
  static Problem one(String text) {
    var problems = of(text);
    if (problems.size() != 1) {
      throw new AssertionError("not one finding: " + problems);
    }
    return problems.get(0);
  }
}
