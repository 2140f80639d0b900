package io.github.perconapg.internal.deploy;

import io.github.perconapg.internal.helm.HelmSession;
import io.github.perconapg.internal.helm.Releases;
import io.github.perconapg.internal.run.ReleaseLock;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Uninstalls a release with Helm, which is done once no record is left. A failure of the connection
 * alone is retried.
 */
public final class Uninstall {

  /** Failures of the connection, which say nothing about a release. */
  static final Set<ProblemCode> RETRYABLE =
      Set.of(ProblemCode.API_SERVER_UNREACHABLE, ProblemCode.API_ERROR, ProblemCode.CONFLICT);

  private static final int ATTEMPTS = 3;

  private final HelmSession helm;
  private final Releases releases;
  private final ReleaseLock lock;

  /** Uninstalls with the given worker, under the given lock. */
  public Uninstall(HelmSession helm, Releases releases, ReleaseLock lock) {
    this.helm = helm;
    this.releases = releases;
    this.lock = lock;
  }

  /**
   * Uninstalls; absent is success.
   *
   * @throws PerconaPgException if it is not gone, or the lock was lost
   */
  public void run(String namespace, String release) {
    for (int attempt = 1; ; attempt++) {
      lock.check();
      var failure = attempt(namespace, release);
      if (failure == null) {
        return;
      }
      if (attempt == ATTEMPTS || !RETRYABLE.contains(failure.problem().code())) {
        throw failure;
      }
    }
  }

  private @Nullable PerconaPgException attempt(String namespace, String release) {
    try {
      helm.helm().uninstall(namespace, release);
    } catch (PerconaPgException e) {
      return e;
    }
    var left = releases.uids(namespace, release).size();
    return left == 0
        ? null
        : Problem.of(
                ProblemCode.API_ERROR,
                "Release "
                    + namespace
                    + "/"
                    + release
                    + " was uninstalled, and "
                    + left
                    + " of its records are still there",
                "Run again: it resumes what is unfinished.")
            .asException();
  }
}
