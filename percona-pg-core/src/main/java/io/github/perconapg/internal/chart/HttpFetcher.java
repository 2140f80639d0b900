package io.github.perconapg.internal.chart;

import io.github.perconapg.model.HttpSettings;
import io.github.perconapg.problem.PerconaPgException;
import io.github.perconapg.problem.Problem;
import io.github.perconapg.problem.ProblemCode;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files by GET. Redirects are followed here and not by the client, so that credentials are
 * chosen anew for each host and the way never leads from https to http.
 */
final class HttpFetcher {

  private static final int MOST_REDIRECTS = 5;
  private static final String BASIC = "Basic ";

  /** Read once by the JDK's client; its default forbids basic credentials to a proxy for https. */
  static final String TUNNEL_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private final HttpSettings settings;
  private @Nullable HttpClient client;

  /**
   * Sends nothing yet. When the settings hold proxy credentials and the user has not decided
   * otherwise, the JDK is told to allow them for https, which it heeds only when no HTTP client of
   * the JDK was used before in this JVM.
   */
  HttpFetcher(HttpSettings settings) {
    this.settings = settings;
    if (!settings.proxyCredentials().isEmpty() && System.getProperty(TUNNEL_SCHEMES) == null) {
      System.setProperty(TUNNEL_SCHEMES, "");
    }
  }

  /**
   * Fetches a file.
   *
   * @param address what to fetch; already checked
   * @param largest how many bytes are accepted
   * @return the contents, or null when the server says that there is no such file
   * @throws io.github.perconapg.problem.PerconaPgException chart-unreachable, chart-credentials
   */
  byte @Nullable [] get(URI address, int largest) {
    return get(address, largest, address);
  }

  /**
   * Fetches a file that a server names, which the user named. User and password go to that server
   * alone, whatever it leads to: scheme, host and port have to be the same.
   *
   * @param named the address that the user named
   */
  byte @Nullable [] get(URI address, int largest, URI named) {
    return ask(
            address,
            largest,
            "*/*",
            to -> Addresses.sameOrigin(to, named) ? credentialsOf(named) : null)
        .bodyOrRefused();
  }

  /** What is sent to prove who asks. */
  interface Authorization {
    /** The header's value for an address; null for none. */
    @Nullable String of(URI address);
  }

  /** What a server said in the end: a file, that there is none, or that it refuses (401, 403). */
  static final class Answer {

    private final URI from;
    private final int status;
    private final byte @Nullable [] body;
    private final Challenges challenges;
    private final @Nullable PerconaPgException refusal;

    private Answer(
        URI from,
        int status,
        byte @Nullable [] body,
        Challenges challenges,
        @Nullable PerconaPgException refusal) {
      this.from = from;
      this.status = status;
      this.body = body;
      this.challenges = challenges;
      this.refusal = refusal;
    }

    /** Whose answer it is: the address that the way led to in the end. */
    URI from() {
      return from;
    }

    /** 200, 401, 403, 404 or 410. */
    int status() {
      return status;
    }

    /** Tells whether it refuses who asks. */
    boolean refuses() {
      return refusal != null;
    }

    /** Tells whether it demands to know who asks. */
    boolean demands() {
      return status == 401;
    }

    /** Returns what it demands. */
    Challenges challenges() {
      return challenges;
    }

    /**
     * The contents; null when there is no such file.
     *
     * @throws PerconaPgException chart-credentials when it refuses
     */
    byte @Nullable [] bodyOrRefused() {
      if (refusal != null) {
        throw refusal;
      }
      return body;
    }
  }

  /**
   * Asks for a file, with a header of the caller's choice.
   *
   * @param accept the requested media type
   * @param authorization chosen anew for each address that the way leads to
   * @throws io.github.perconapg.problem.PerconaPgException chart-unreachable, chart-credentials
   *     unless the status is 401 or 403
   */
  Answer ask(URI address, int largest, String accept, Authorization authorization) {
    if (settings.offline()) {
      throw HttpProblems.offline(address);
    }
    var current = address;
    for (var hops = 0; hops <= MOST_REDIRECTS; hops++) {
      var header = authorization.of(current);
      var response = send(current, largest, accept, header);
      switch (response.statusCode()) {
        case 200 -> {
          refuseWebPage(address, current, response);
          return new Answer(current, 200, response.body(), Challenges.NONE, null);
        }
        case 404, 410 -> {
          return new Answer(current, response.statusCode(), null, Challenges.NONE, null);
        }
        case 401, 403 -> {
          return new Answer(
              current,
              response.statusCode(),
              null,
              Challenges.of(response.headers().allValues("www-authenticate")),
              refused(current, response.statusCode(), header));
        }
        case 301, 302, 303, 307, 308 -> current = target(current, response);
        default -> throw refused(current, response.statusCode(), header);
      }
    }
    throw HttpProblems.unreachable(
        address, "it redirects more than " + MOST_REDIRECTS + " times", null);
  }

  private void refuseWebPage(URI asked, URI answering, HttpResponse<byte[]> response) {
    var page =
        WebPage.described(
            response.body(), response.headers().firstValue("content-type").orElse(null));
    if (page != null) {
      throw HttpProblems.webPage(asked, answering, page, proxyOf(answering));
    }
  }

  private static URI target(URI from, HttpResponse<byte[]> response) {
    URI to;
    try {
      to = from.resolve(response.headers().firstValue("location").orElse(":"));
    } catch (IllegalArgumentException e) {
      throw HttpProblems.unreachable(from, "it redirects to something that is no address", e);
    }
    var objection = Addresses.objection(to);
    if (objection != null) {
      throw HttpProblems.unreachable(
          from, "it redirects to " + HttpProblems.named(to) + ", but " + objection, null);
    }
    if (from.getScheme().equalsIgnoreCase("https") && !to.getScheme().equalsIgnoreCase("https")) {
      throw HttpProblems.unreachable(
          from, "it redirects from https to " + HttpProblems.named(to), null);
    }
    return to;
  }

  private HttpResponse<byte[]> send(
      URI address, int largest, String accept, @Nullable String authorization) {
    var limit = settings.requestTimeout();
    var running =
        client()
            .sendAsync(
                request(address, accept, authorization), response -> new BoundedBody(largest));
    try {
      return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      throw HttpProblems.unreachable(
          address, "no complete answer within " + limit.toSeconds() + " s", proxyOf(address), e);
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw Problem.of(
              ProblemCode.INTERRUPTED,
              "The run was interrupted while " + Addresses.shown(address) + " was fetched",
              "Run it again; nothing was changed.")
          .asException(e);
    } catch (ExecutionException e) {
      throw HttpProblems.failed(address, largest, proxyOf(address), e.getCause());
    }
  }

  private HttpRequest request(URI address, String accept, @Nullable String authorization) {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(settings.requestTimeout())
            .header("User-Agent", "percona-pg")
            .header("Accept", accept)
            .GET();
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    var proxy = proxyOf(address);
    if (proxy != null) {
      var own = ChartServers.proxyLogin(settings, proxy.getHostString(), proxy.getPort());
      if (own != null) {
        request.header("Proxy-Authorization", basic(own));
      }
    }
    return request.build();
  }

  private PerconaPgException refused(URI address, int status, @Nullable String header) {
    return HttpProblems.refused(
        address,
        status,
        proxyOf(address),
        header != null,
        header == null && ChartServers.login(settings, address) != null);
  }

  private @Nullable String credentialsOf(URI address) {
    var credentials = ChartServers.login(settings, address);
    return credentials == null ? null : basic(credentials);
  }

  private @Nullable InetSocketAddress proxyOf(URI address) {
    if (settings.proxy() == null) {
      return null;
    }
    for (var proxy : settings.proxy().select(address)) {
      // The JDK's client takes the first one as well, and knows HTTP proxies only.
      return proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress at
          ? at
          : null;
    }
    return null;
  }

  private HttpClient client() {
    if (client == null) {
      var builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(settings.connectTimeout());
      builder.proxy(settings.proxy() == null ? HttpClient.Builder.NO_PROXY : settings.proxy());
      if (settings.caBundle() != null) {
        builder.sslContext(TrustedCertificates.with(settings.caBundle()));
      }
      client = builder.build();
    }
    return client;
  }

  /** User and password as a header's value. */
  static String basic(PasswordAuthentication credentials) {
    var pair = credentials.getUserName() + ":" + new String(credentials.getPassword());
    return BASIC + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
