package io.github.perconapg.internal.problem;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Translates exceptions of the Kubernetes client and the Java runtime. Code that catches such an
 * exception passes it here and throws the result.
 */
public final class ForeignErrors {

  private static final Pattern RESOURCE =
      Pattern.compile(
          "cannot (\\S+) resource \"([^\"]+)\" in API group \"([^\"]*)\""
              + "(?: in the namespace \"([^\"]+)\")?");
  private static final Pattern PATH = Pattern.compile("cannot (\\S+) path \"([^\"]+)\"");

  private final String doing;
  private final String server;
  private final String source;
  private final @Nullable String proxy;

  private ForeignErrors(String doing, String server, String source, @Nullable String proxy) {
    this.doing = doing;
    this.server = server;
    this.source = source;
    this.proxy = proxy;
  }

  /**
   * Translates an exception.
   *
   * @param doing the activity that failed, to follow "While", for example {@code applying the CRDs}
   * @param server the API server's address
   * @param source where address and credential come from, for example a kubeconfig's path
   * @param proxy the proxy in between and the setting that names it, without a password; null for
   *     none
   * @return the exception itself, or its cause, if that is one of this library's
   */
  public static PerconaPgException translate(
      Throwable error, String doing, String server, String source, @Nullable String proxy) {
    var here = new ForeignErrors(doing, server, source, proxy);
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof PerconaPgException ours) {
        return ours;
      }
      if (e instanceof InterruptedException) {
        return here.problem(ProblemCode.INTERRUPTED, "the run was interrupted", "Run it again.")
            .asException(error);
      }
      if (e instanceof KubernetesClientException client && client.getCode() > 0) {
        return here.answer(client.getCode(), client.getStatus(), client.getMessage())
            .asException(error);
      }
    }
    return here.transport(error).asException(error);
  }

  private Problem answer(int code, @Nullable Status status, @Nullable String message) {
    var known = status == null ? new StatusBuilder().build() : status;
    var words = known.getMessage() == null ? String.valueOf(message) : known.getMessage();
    var denial =
        isTerminating(known)
            ? Optional.of(AdmissionRejection.TERMINATING)
            : AdmissionRejection.of(words);
    if (denial.isPresent()) {
      return denied(denial.get(), words);
    }
    return switch (code) {
      case 401 ->
          problem(
                  ProblemCode.CREDENTIAL_REJECTED,
                  "the API server " + server + " rejected the credential (401)",
                  "Log in again: most often the credential has expired.")
              .facts(List.of(words, "The credential comes from " + source + "."));
      case 403 -> forbidden(words);
      case 409, 412 ->
          problem(
                  ProblemCode.CONFLICT,
                  "the API server reported a conflict ("
                      + code
                      + "): something else created or changed the object meanwhile",
                  "Run it again; if it happens again, find out what else writes to the object.")
              .facts(List.of(words));
      default ->
          problem(
                  ProblemCode.API_ERROR,
                  "the API server " + server + " answered " + code,
                  code == 429 || code >= 500
                      ? "Run it again; if it happens again, check the API server's log."
                      : "Correct what the server's message above rejects.")
              .facts(known.getReason() == null ? onTheWay(List.of(words)) : List.of(words));
    };
  }

  /** Adds the proxy, which may have failed or answered instead of the server. */
  private List<String> onTheWay(List<String> facts) {
    if (proxy == null) {
      return facts;
    }
    var more = new ArrayList<>(facts);
    more.add("Requests to it go through the proxy " + proxy + ".");
    return more;
  }

  private static boolean isTerminating(Status status) {
    var details = status.getDetails();
    return details != null
        && details.getCauses() != null
        && details.getCauses().stream()
            .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
  }

  private Problem denied(AdmissionRejection denial, String words) {
    return problem(
            denial.code(),
            "the API server refused the request: the object " + denial.what(),
            denial.code().advice())
        .facts(List.of(words));
  }

  private Problem forbidden(String words) {
    var facts = new ArrayList<>(List.of(words));
    var resource = RESOURCE.matcher(words);
    var path = PATH.matcher(words);
    if (resource.find()) {
      var namespace = resource.group(4);
      facts.add(
          namespace == null
              ? "Missing rule, in a ClusterRole:"
              : "Missing rule, in a Role of the namespace " + namespace + ":");
      facts.add(
          "- apiGroups: [\"%s\"]\n  resources: [\"%s\"]\n  verbs: [\"%s\"]"
              .formatted(resource.group(3), resource.group(2), resource.group(1)));
    } else if (path.find()) {
      facts.add("Missing rule, in a ClusterRole:");
      facts.add(
          "- nonResourceURLs: [\"%s\"]\n  verbs: [\"%s\"]".formatted(path.group(2), path.group(1)));
    } else if (words.equals("Forbidden")) {
      // The client library gets no body if a watch is refused.
      facts.add("The API server's reason is not known; the usual cause is a missing verb watch.");
    } else {
      return problem(
              ProblemCode.API_ERROR,
              "the API server " + server + " refused (403), though no permission is missing",
              "The server's message above names what forbids the request.")
          .facts(facts);
    }
    return problem(
            ProblemCode.PERMISSION_MISSING,
            "the API server refused (403): a permission is missing",
            "Ask an administrator for this permission, or use an account that has it.")
        .facts(facts);
  }

  private Problem transport(Throwable error) {
    for (var row : TransportError.TABLE) {
      var match = row.find(error);
      if (match != null) {
        var facts = new ArrayList<String>();
        if (match.getMessage() != null) {
          facts.add(match.getMessage());
        }
        facts.add("The address comes from " + source + ".");
        return problem(row.code(), "the API server " + server + " " + row.what(), row.remedy())
            .facts(onTheWay(facts));
      }
    }
    return problem(
            ProblemCode.INTERNAL,
            "an unexpected error occurred: " + error,
            "Report it together with the stack trace (run with -e to see it).")
        .facts(List.of());
  }

  private Problem problem(ProblemCode code, String what, String remedy) {
    return Problem.of(code, "While " + doing + ", " + what + ".", remedy);
  }
}
