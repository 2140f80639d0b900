package io.github.perconapg.release;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;

/** What the API server's answers mean for release records. */
final class ReleaseProblems {

  private ReleaseProblems() {}

  static PerconaPgException of(String what, KubernetesClientException e) {
    var status = e.getStatus();
    var said = status == null || status.getMessage() == null ? e.toString() : status.getMessage();
    return problem(what, e.getCode()).facts(List.of(said)).asException(e);
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
      case 409, 412 ->
          Problem.of(
              ProblemCode.CONFLICT,
              what + " failed: somebody changed it meanwhile.",
              "Run again: it will be looked at anew.");
      default ->
          Problem.of(
              ProblemCode.API_ERROR,
              what + " failed: the API server answered with an error.",
              "Read the server's words above; run again if it was passing.");
    };
  }
}
