package io.github.perconapg.internal.problem;

import static io.github.perconapg.problem.ProblemCode.API_ERROR;
import static io.github.perconapg.problem.ProblemCode.API_SERVER_UNREACHABLE;
import static io.github.perconapg.problem.ProblemCode.CERTIFICATE_EXPIRED;
import static io.github.perconapg.problem.ProblemCode.CERTIFICATE_NOT_TRUSTED;
import static io.github.perconapg.problem.ProblemCode.CREDENTIAL_REJECTED;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.perconapg.problem.ProblemCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A way in which a request gets no usable response.
 *
 * @param type the exception to find in the chain of causes
 * @param words the pattern to find in its message
 * @param code the problem it indicates
 * @param what the failure as a predicate, to follow the API server's address
 * @param remedy what to do next
 */
record TransportError(
    Class<? extends Throwable> type, Pattern words, ProblemCode code, String what, String remedy) {

  private static final String CHECK_CA =
      "Compare the certificate authority in the kubeconfig with the cluster's; if the cluster was"
          + " recreated, fetch its kubeconfig again.";
  private static final String CHECK_NETWORK =
      "Check that the cluster is running and that this machine can reach it (network, VPN, proxy).";

  private static final String CHECK_ANSWER =
      "Check the address in the kubeconfig, and any proxy or load balancer in between: this is not"
          + " a response of an API server.";

  /** The first matching row wins. */
  static final List<TransportError> TABLE =
      List.of(
          row(
              CertificateExpiredException.class,
              "",
              CERTIFICATE_EXPIRED,
              "presents an expired certificate",
              "Renew the cluster's certificate, or correct this machine's clock."),
          row(
              CertificateNotYetValidException.class,
              "",
              CERTIFICATE_NOT_TRUSTED,
              "presents a certificate that is not valid yet",
              "Correct this machine's clock."),
          row(
              CertificateException.class,
              "No subject alternative|No name matching|doesn't match",
              CERTIFICATE_NOT_TRUSTED,
              "presents a certificate for another name",
              "Use an address that the certificate names, or set tls-server-name in the kubeconfig"
                  + " to a name in the certificate."),
          row(
              CertPathBuilderException.class,
              "",
              CERTIFICATE_NOT_TRUSTED,
              "presents a certificate of an unknown authority",
              CHECK_CA),
          row(
              CertPathValidatorException.class,
              "",
              CERTIFICATE_NOT_TRUSTED,
              "presents a certificate that its authority did not sign",
              CHECK_CA),
          row(
              CertificateException.class,
              "",
              CERTIFICATE_NOT_TRUSTED,
              "presents an unacceptable certificate",
              CHECK_CA),
          row(
              SSLException.class,
              "(?i)received fatal alert: (bad_certificate|certificate_|unknown_ca|access_denied"
                  + "|unsupported_certificate)",
              CREDENTIAL_REJECTED,
              "rejected the client certificate",
              "Fetch the kubeconfig again: usually the certificate has expired or belongs to"
                  + " another cluster."),
          row(
              SSLException.class,
              "(?i)unrecognized SSL message|plaintext",
              API_SERVER_UNREACHABLE,
              "does not speak TLS",
              "Check the address and port in the kubeconfig, and any proxy in between."),
          row(
              SSLException.class,
              "",
              API_SERVER_UNREACHABLE,
              "aborted the TLS handshake",
              "Check the address in the kubeconfig, and any proxy in between."),
          row(
              UnresolvedAddressException.class,
              "",
              API_SERVER_UNREACHABLE,
              "has a name that is not known here",
              "Check the address in the kubeconfig and this machine's name resolution."),
          row(
              UnknownHostException.class,
              "",
              API_SERVER_UNREACHABLE,
              "has a name that is not known here",
              "Check the address in the kubeconfig and this machine's name resolution."),
          row(
              java.net.http.HttpTimeoutException.class,
              "",
              API_SERVER_UNREACHABLE,
              "did not answer in time",
              CHECK_NETWORK),
          row(
              TimeoutException.class,
              "",
              API_SERVER_UNREACHABLE,
              "did not answer in time",
              CHECK_NETWORK),
          row(UnusableAnswer.class, "", API_ERROR, "gave an unusable response", CHECK_ANSWER),
          row(
              JsonProcessingException.class,
              "",
              API_ERROR,
              "gave an unreadable response",
              CHECK_ANSWER),
          row(
              ConnectException.class,
              "",
              API_SERVER_UNREACHABLE,
              "refused the connection",
              CHECK_NETWORK),
          row(
              IOException.class,
              "(?i)proxy authentication required",
              API_SERVER_UNREACHABLE,
              "was not reached: the proxy requires a password",
              "Add a user and a password to the proxy's address, or list the server in NO_PROXY to"
                  + " bypass the proxy."),
          row(
              IOException.class,
              "(?i)tunnel failed",
              API_SERVER_UNREACHABLE,
              "was not reached: the proxy did not connect to it",
              "Check that the proxy can reach this server, or list the server in NO_PROXY to"
                  + " bypass the proxy."),
          row(
              IOException.class,
              "",
              API_SERVER_UNREACHABLE,
              "closed the connection",
              CHECK_NETWORK));

  /** Finds the exception of this row in the chain of causes; null if there is none. */
  @Nullable Throwable find(Throwable error) {
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (type.isInstance(e) && words.matcher(String.valueOf(e.getMessage())).find()) {
        return e;
      }
    }
    return null;
  }

  private static TransportError row(
      Class<? extends Throwable> type, String words, ProblemCode code, String what, String remedy) {
    return new TransportError(type, Pattern.compile(words), code, what, remedy);
  }
}
