package io.github.perconapg.internal.chart;

import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The wording of what can go wrong while a chart is fetched. */
public final class HttpProblems {

  private static final String CHECK_WAY =
      "Check the address and that this machine may reach it, set the proxy that it needs, or give a"
          + " folder or a .tgz file as the chart.";

  private HttpProblems() {}

  public static PerconaPgException unreachable(URI address, String why, @Nullable Throwable cause) {
    return unreachable(address, why, null, cause);
  }

  public static PerconaPgException unreachable(
      URI address, String why, @Nullable InetSocketAddress proxy, @Nullable Throwable cause) {
    return unreachable(address, why, proxy, CHECK_WAY, cause);
  }

  /** That nothing may be asked. */
  static PerconaPgException offline(URI address) {
    return problem(
        ProblemCode.CHART_UNREACHABLE,
        "The chart is not kept on this machine, and "
            + Addresses.shown(address)
            + " is not asked: this run is offline",
        List.of(),
        "Run once without -o, which keeps the chart for later runs, or fetch it where there is a"
            + " network (mvn percona-pg:chart-pull) and give the file as the chart.",
        null);
  }

  /** A request that got no usable answer. */
  static PerconaPgException failed(
      URI address, int largest, @Nullable InetSocketAddress proxy, @Nullable Throwable error) {
    for (var cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof BoundedBody.TooLong) {
        return unreachable(
            address,
            "its answer is longer than " + (largest >> 20) + " MiB",
            proxy,
            "Check that the address is that of a chart repository or of a packed chart.",
            error);
      }
      if (cause instanceof SSLException) {
        return unreachable(
            address,
            "the secure connection failed: " + deepest(cause),
            proxy,
            "If the server's certificate comes from an authority of your own, give its certificate"
                + " as the CA bundle (PEM).",
            error);
      }
    }
    return unreachable(address, reason(error), proxy, error);
  }

  /**
   * A web page in place of a file.
   *
   * @param asked what was requested
   * @param answering where the page came from in the end
   */
  static PerconaPgException webPage(
      URI asked, URI answering, String page, @Nullable InetSocketAddress proxy) {
    var from = asked.equals(answering) ? "" : ", from " + Addresses.shown(answering);
    return unreachable(
        asked,
        "it answers with " + page + from,
        proxy,
        "Usually that is a log-in page: give user and password, in Maven by a <server> in"
            + " settings.xml whose id is "
            + Addresses.host(asked)
            + ". It may also be a proxy or a network's portal that answers in its place, or an"
            + " address for browsers: a chart repository's is that of the folder that holds"
            + " index.yaml.",
        null);
  }

  /**
   * Reports a response with an unexpected status.
   *
   * @param withheld whether credentials are known that were not sent
   */
  static PerconaPgException refused(
      URI address,
      int status,
      @Nullable InetSocketAddress proxy,
      boolean credentialsSent,
      boolean withheld) {
    if (status == 407) {
      return problem(
          ProblemCode.CHART_CREDENTIALS,
          "The proxy "
              + named(proxy)
              + " refuses the request for "
              + Addresses.shown(address)
              + " (HTTP 407)",
          List.of(),
          "Give the proxy's user and password, in Maven as <username> and <password> of the <proxy>"
              + " in settings.xml. If they are there already, start the JVM with -D"
              + HttpFetcher.TUNNEL_SCHEMES
              + "= (with nothing after the equals sign; in Maven by MAVEN_OPTS), since the JDK"
              + " forbids basic credentials to a proxy unless told so before its first request.",
          null);
    }
    if (status == 401 || status == 403) {
      return problem(
          ProblemCode.CHART_CREDENTIALS,
          "The chart server "
              + Addresses.authority(address)
              + " refuses "
              + Addresses.shown(address)
              + " (HTTP "
              + status
              + ")",
          List.of(
              credentialsSent
                  ? "User and password for this host were sent."
                  : withheld
                      ? "User and password for this host are known, but were not sent: they go only"
                          + " to the server that you name, and another one led here."
                      : "No user and password are known for this host, so none were sent."),
          "Check user and password, in Maven those of the <server> in settings.xml, and that the"
              + " user may read the chart.",
          null);
    }
    return unreachable(address, "it answers with HTTP " + status, proxy, null);
  }

  /** An address for messages, whatever was in it. */
  public static String named(URI address) {
    return address.isOpaque() || address.getHost() == null
        ? ChartProblems.quoted(String.valueOf(address.getScheme()))
        : Addresses.shown(address);
  }

  private static PerconaPgException unreachable(
      URI address,
      String why,
      @Nullable InetSocketAddress proxy,
      String remedy,
      @Nullable Throwable cause) {
    var facts = new ArrayList<String>();
    if (proxy != null) {
      facts.add("The request went through the proxy " + named(proxy) + ".");
    }
    return problem(
        ProblemCode.CHART_UNREACHABLE,
        "The chart server "
            + Addresses.authority(address)
            + " cannot be used for "
            + Addresses.shown(address)
            + ": "
            + why,
        facts,
        remedy,
        cause);
  }

  private static PerconaPgException problem(
      ProblemCode code,
      String summary,
      List<String> facts,
      String remedy,
      @Nullable Throwable cause) {
    var problem = Problem.of(code, summary, remedy).facts(facts);
    return new PerconaPgException(List.of(problem), cause);
  }

  private static String named(@Nullable InetSocketAddress proxy) {
    return proxy == null ? "between" : proxy.getHostString() + ":" + proxy.getPort();
  }

  /** The JDK's client often gives an error without a message; its kind tells what happened. */
  private static String reason(@Nullable Throwable error) {
    for (var cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "its host name is not known here";
      }
    }
    if (error instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    }
    if (error instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    if (error instanceof ConnectException) {
      return "the connection was refused";
    }
    return error == null ? "unknown" : deepest(error);
  }

  private static String deepest(Throwable error) {
    var cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
