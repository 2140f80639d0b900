package io.github.perconapg.internal.plan;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.helm.RenderedObject;
import io.github.perconapg.internal.kubernetes.ApiRequests;
import io.github.perconapg.internal.kubernetes.Connection;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has the API server do everything with an object but keep it: defaults, validation, admission, and
 * the check that callers grant only permissions that they hold.
 */
final class DryRun {

  /** What belongs to the object and not to who writes it: these stop a preview as well. */
  private static final Set<ProblemCode> DENIALS =
      Set.of(
          ProblemCode.QUOTA_EXCEEDED,
          ProblemCode.LIMIT_RANGE,
          ProblemCode.POD_SECURITY,
          ProblemCode.ADMISSION_DENIED);

  private final Connection connection;
  private final ApiRequests api;

  DryRun(Connection connection) {
    this.connection = connection;
    this.api = connection.api();
  }

  /** Tries to create an object that does not exist. */
  Answer create(RenderedObject object) {
    return attempt(
        "trying to create " + object.shown(),
        () -> api.post(object.collection() + "?dryRun=All", object.content()));
  }

  /**
   * Tries to change the object that exists to what Helm would make of it.
   *
   * @param merged as {@link HelmMerge} has it; equal to the live one where nothing would be sent
   */
  Answer change(RenderedObject object, Map<String, Object> live, Map<String, Object> merged) {
    var patch = HelmMerge.patch(live, merged);
    return patch.isEmpty()
        ? new Answer(live, null, null)
        : attempt(
            "trying to change " + object.shown(),
            () -> api.dryRunPatch(object.path(), ApiRequests.FIELD_MANAGER, patch));
  }

  private Answer attempt(String doing, Attempt attempt) {
    try {
      return new Answer(attempt.run(), null, null);
    } catch (KubernetesClientException e) {
      return answer(e.getCode(), connection.failure(doing, e).problem());
    }
  }

  private static Answer answer(int code, Problem problem) {
    if (DENIALS.contains(problem.code())) {
      return new Answer(null, problem, null);
    }
    return switch (code) {
      case 403 -> new Answer(null, null, problem);
      case 422 ->
          new Answer(
              null,
              Problem.of(
                      ProblemCode.OBJECT_INVALID,
                      problem.summary(),
                      ProblemCode.OBJECT_INVALID.advice())
                  .facts(problem.facts()),
              null);
      // That it exists by now, a webhook without dry runs, a kind that is not there yet: the real
      // write will tell.
      default -> Answer.UNKNOWN;
    };
  }

  private interface Attempt {
    Map<String, Object> run();
  }

  /**
   * What a dry run came to; all null when it was impossible.
   *
   * @param result the object as it would be
   * @param refused why it may not be written so
   * @param forbidden which right the caller lacks
   */
  record Answer(
      @Nullable Map<String, Object> result,
      @Nullable Problem refused,
      @Nullable Problem forbidden) {

    /** Of what cannot be tried. */
    static final Answer UNKNOWN = new Answer(null, null, null);
  }
}
