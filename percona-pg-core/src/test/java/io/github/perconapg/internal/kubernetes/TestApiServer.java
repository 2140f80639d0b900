package io.github.perconapg.internal.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** An API server that only records what arrives, and answers what the test wants. */
public final class TestApiServer implements AutoCloseable {

  /** A request as it arrived: header names in lower case, the client certificate's subject. */
  public record Seen(
      String method,
      String path,
      Map<String, List<String>> headers,
      @Nullable String client,
      String serverName) {

    public String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  /** What is answered. */
  public record Answer(int status, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private volatile Function<Seen, Answer> answers = request -> new Answer(200, "{}");

  private TestApiServer(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static TestApiServer http() {
    try {
      return new TestApiServer(HttpServer.create(local(), 0));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static TestApiServer https(TestAuthority.Issued identity) {
    try {
      var server = HttpsServer.create(local(), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(identity.tls(new TakeAnyClient())) {
            @Override
            public void configure(HttpsParameters parameters) {
              var tls = getSSLContext().getDefaultSSLParameters();
              tls.setWantClientAuth(true);
              parameters.setSSLParameters(tls);
            }
          });
      return new TestApiServer(server);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public void answer(Function<Seen, Answer> answers) {
    this.answers = answers;
  }

  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  public Seen last() {
    return seen.get(seen.size() - 1);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    var request =
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            headers,
            client(exchange),
            serverName(exchange));
    seen.add(request);
    var answer = answers.apply(request);
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static @Nullable String client(HttpExchange exchange) {
    try {
      return exchange instanceof HttpsExchange https
          ? https.getSSLSession().getPeerPrincipal().getName()
          : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  private static String serverName(HttpExchange exchange) {
    return exchange instanceof HttpsExchange https
            && https.getSSLSession() instanceof ExtendedSSLSession session
        ? String.valueOf(session.getRequestedServerNames())
        : "";
  }

  private static InetSocketAddress local() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static final class TakeAnyClient extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
