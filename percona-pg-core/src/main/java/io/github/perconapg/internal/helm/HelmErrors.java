package io.github.perconapg.internal.helm;

import io.github.perconapg.internal.problem.AdmissionRejection;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Translates what Helm's Go code says into problems. Helm's own words always stay as facts. */
final class HelmErrors {

  private record Rule(Pattern words, ProblemCode code, String summary, String remedy) {}

  /** The first that matches counts; a denial, which says "forbidden" too, comes before them. */
  private static final List<Rule> RULES =
      List.of(
          rule(
              "the Helm worker was ended because it used more than",
              ProblemCode.WORKER_FAILED,
              "Helm needed more memory than any real chart does",
              "Look for a template that repeats or ranges over a large number, or a value that"
                  + " makes it do so; correct the value or use another chart."),
          rule(
              "namespaces \"[^\"]*\" not found",
              ProblemCode.NAMESPACE_MISSING,
              "the namespace does not exist",
              "Create it, or let the manifest say createNamespace: true."),
          rule(
              "invalid ownership metadata",
              ProblemCode.FOREIGN_OBJECT,
              "an object of this name exists and belongs to no release, or to another",
              "Remove the object named above, or choose another namespace or release name."),
          rule(
              "another operation \\(install/upgrade/rollback\\) is in progress",
              ProblemCode.HELM_FAILED,
              "another Helm operation works on it, or was killed",
              "Wait for it to end. If it was killed, run deploy again: it recovers a release that"
                  + " this tool wrote."),
          rule(
              "cannot re-use a name that is still in use",
              ProblemCode.HELM_FAILED,
              "a release of this name was created meanwhile",
              "Run again: it will be looked at anew."),
          rule(
              "has no deployed releases|release: not found",
              ProblemCode.HELM_FAILED,
              "the release was removed meanwhile, or never succeeded",
              "Run again: it will be looked at anew."),
          rule(
              "forbidden",
              ProblemCode.PERMISSION_MISSING,
              "you lack a permission",
              "Ask for the permission named above, or use another account in the kubeconfig."),
          rule(
              "Unauthorized|must be logged in|for the client to provide credentials",
              ProblemCode.CREDENTIAL_REJECTED,
              "the API server rejects the credential",
              "Renew the credential in the kubeconfig."),
          rule(
              "x509: |certificate signed by unknown authority",
              ProblemCode.CERTIFICATE_NOT_TRUSTED,
              "the API server's certificate is not trusted",
              "Set certificate-authority-data of the cluster in the kubeconfig."),
          rule(
              "Kubernetes cluster unreachable|connection refused|no such host|i/o timeout",
              ProblemCode.API_SERVER_UNREACHABLE,
              "the API server does not answer, or not as an API server",
              "Check that the cluster is running and reachable from here, then run it again."),
          // Go's net/http names verb and address before what broke.
          rule(
              "(Get|Post|Put|Patch|Delete|Head) \\\\?\"https?://[^\"]*\": |connection reset"
                  + "|broken pipe|client connection lost|http2: |GOAWAY",
              ProblemCode.API_SERVER_UNREACHABLE,
              "the connection to the API server broke",
              "Check the network to the cluster, then run it again: it resumes the interrupted"
                  + " work."),
          rule(
              "no matches for kind|unable to recognize|ensure CRDs are installed first",
              ProblemCode.HELM_FAILED,
              "the cluster does not know a kind that the chart uses",
              "Check that the chart supports the cluster's version and that its CRDs are"
                  + " installed."),
          rule(
              "missing in charts/ directory",
              ProblemCode.CHART_INVALID,
              "the chart is incomplete",
              "Use a packaged chart, which contains its subcharts."),
          rule(
              "chart requires kubeVersion",
              ProblemCode.SERVER_TOO_OLD,
              "the chart does not support the cluster's version",
              "Choose a chart version that supports it, or another cluster."),
          rule(
              "cannot be handled as a |values don't meet the specifications of the schema",
              ProblemCode.VALUES_INVALID,
              "the chart does not accept the values",
              "Correct the values named above."),
          rule(
              "execution error at|parse error at|error calling|YAML parse error|template: ",
              ProblemCode.HELM_FAILED,
              "a template of the chart cannot be rendered with these values",
              "Correct the value that the template named above reads, or take another chart"
                  + " version."),
          // Of an answer that says nothing of what was asked.
          rule(
              "(^|[ :])(unexpected )?EOF$|(?i)internal ?error|unable to handle the request|too many"
                  + " requests|unable to return a response in the time allotted|etcdserver: |an"
                  + " error on the server|responded with the status code [45]|invalid character"
                  + " '<'|unexpected error when reading response body|resource version .* too"
                  + " old|resource has been removed|no longer available",
              ProblemCode.API_ERROR,
              "the API server failed, or something between answered in its place",
              "Run again: it resumes what is unfinished. If it stays, look at the API server's own"
                  + " log and at proxies in front of it."),
          rule(
              "object has been modified|Operation cannot be fulfilled|already exists",
              ProblemCode.CONFLICT,
              "something else changed or made an object meanwhile",
              "Run again; if it stays, find out who else writes to it."));

  private static final Rule OTHER =
      rule(
          "",
          ProblemCode.HELM_FAILED,
          "Helm failed",
          "Read Helm's words above; running deploy again is safe.");

  /** Helm names a flag of its command line, which does not exist here. */
  private static final String UNUSABLE_HINT = "Use --debug flag to render out invalid YAML";

  /** What helm-java puts between an error and the log of how it came about. */
  private static final String LOG = "\n---\n";

  private HelmErrors() {}

  /**
   * The problem behind an error.
   *
   * @param what what was tried, for example {@code Installing pg-operator in namespace pgo}
   * @param words Helm's words, which may quote values; the outlet masks them
   */
  static Problem translate(String what, String words) {
    var essence = essence(words);
    var denial = AdmissionRejection.of(essence);
    if (denial.isPresent()) {
      var code = denial.get().code();
      return Problem.of(
              code, what + " failed: an object " + denial.get().what() + ".", code.advice())
          .facts(List.of(essence));
    }
    var rule =
        RULES.stream()
            .filter(known -> known.words.matcher(essence).find())
            .findFirst()
            .orElse(OTHER);
    return Problem.of(rule.code, what + " failed: " + rule.summary + ".", rule.remedy)
        .facts(List.of(essence));
  }

  /** Of the log that follows an error only what failed is kept. */
  private static String essence(String words) {
    var log = words.indexOf(LOG);
    var error = (log < 0 ? words : words.substring(0, log)).replace(UNUSABLE_HINT, "").strip();
    return log < 0
        ? error
        : Stream.concat(
                Stream.of(error),
                words.substring(log + LOG.length()).lines().filter(line -> line.contains("ailed")))
            .collect(Collectors.joining("\n"));
  }

  private static Rule rule(String words, ProblemCode code, String summary, String remedy) {
    return new Rule(Pattern.compile(words), code, summary, remedy);
  }
}
