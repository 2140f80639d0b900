package io.github.perconapg.internal.problem;

import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A rule by which the API server denies an object, recognised by the server's message. The message
 * is the same in a response, in Helm's errors, and in a Deployment's ReplicaFailure condition (read
 * from Kubernetes 1.34: plugin/pkg/admission, pod-security-admission, pkg/registry/rbac).
 *
 * @param words the pattern to find in the message
 * @param code the problem it indicates
 * @param what the rule as a predicate, to follow the object's name
 */
public record AdmissionRejection(Pattern words, ProblemCode code, String what) {

  /** Also recognised by the cause that the API server adds to such a response. */
  static final AdmissionRejection TERMINATING =
      row(
          "because it is being terminated|namespace .* is being terminated",
          ProblemCode.NAMESPACE_TERMINATING,
          "cannot be created, because its namespace is being deleted");

  /** The first match wins, because several messages also say "forbidden". */
  private static final List<AdmissionRejection> TABLE =
      List.of(
          TERMINATING,
          row(
              "exceeded quota|failed quota",
              ProblemCode.QUOTA_EXCEEDED,
              "is not allowed by a resource quota"),
          row("violates PodSecurity", ProblemCode.POD_SECURITY, "is not admitted by Pod Security"),
          row(
              "(minimum|maximum) \\S+ usage per|max limit to request ratio per",
              ProblemCode.LIMIT_RANGE,
              "is not allowed by a LimitRange"),
          row(
              "error looking up service account|serviceaccount \"[^\"]*\" not found",
              ProblemCode.SERVICE_ACCOUNT_MISSING,
              "needs a ServiceAccount that does not exist"),
          row(
              "admission webhook|failed calling webhook|ValidatingAdmissionPolicy"
                  + "|security context constraint|no PriorityClass with name",
              ProblemCode.ADMISSION_DENIED,
              "is denied by an admission webhook or policy"),
          row(
              "attempting to grant RBAC permissions not currently held",
              ProblemCode.ESCALATION_REFUSED,
              "would grant permissions that you do not hold"));

  /** Returns the rule that a message reports; empty if it reports none of these. */
  public static Optional<AdmissionRejection> of(String message) {
    return TABLE.stream().filter(denial -> denial.words.matcher(message).find()).findFirst();
  }

  private static AdmissionRejection row(String words, ProblemCode code, String what) {
    return new AdmissionRejection(Pattern.compile(words), code, what);
  }
}
