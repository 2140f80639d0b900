package io.github.perconapg.release;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;

/** What the API server's answers mean for release records. */
final class ReleaseProblems {

  private ReleaseProblems() {}

  /** Without a status the API server did not say anything, and the root cause tells why. */
  static PerconaPgException of(String what, KubernetesClientException e) {
    var status = e.getStatus();
    var said = status == null || status.getMessage() == null ? root(e) : status.getMessage();
    return problem(what, status == null ? 0 : e.getCode()).facts(List.of(said)).asException(e);
  }

  private static String root(Throwable e) {
    var cause = e.getCause();
    return cause == null ? e.toString() : root(cause);
  }

  private static Problem problem(String what, int status) {
    return switch (status) {
      case 0 ->
          Problem.of(
              ProblemCode.API_SERVER_UNREACHABLE,
              what + " failed: the API server does not answer.",
              "Check that the cluster runs and can be reached from here, then run again.");
      case 401 ->
          Problem.of(
              ProblemCode.CREDENTIAL_REJECTED,
              what + " failed: the API server rejects the credential.",
              "Renew the credential in the kubeconfig.");
      case 403 ->
          Problem.of(
              ProblemCode.RIGHT_MISSING,
              what + " failed: the caller lacks a right on Secrets, where Helm keeps its records.",
              "Ask for the right named above in that namespace.");
      case 404, 409, 412 ->
          Problem.of(
              ProblemCode.CONFLICT,
              what + " failed: somebody changed or removed it meanwhile.",
              "Run again: it will be looked at anew.");
      default ->
          Problem.of(
              ProblemCode.API_ERROR,
              what + " failed: the API server answered with an error.",
              "Read the server's words above; run again if it was passing.");
    };
  }
}
