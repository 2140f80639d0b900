package io.github.perconapg.internal.chart;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A web server on loopback that records what it was asked. */
final class ChartServer implements AutoCloseable {

  /** A request as it arrived. */
  record Seen(String path, @Nullable String authorization, @Nullable String proxyAuthorization) {}

  /** What a path is answered with. */
  interface Answer {
    void send(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final String scheme;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private ChartServer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static ChartServer http() {
    try {
      return new ChartServer(HttpServer.create(anyPort(), 0), "http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ChartServer https(SSLContext context) {
    try {
      var server = HttpsServer.create(anyPort(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context));
      return new ChartServer(server, "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI at(String path) {
    return at("localhost", path);
  }

  /** The same server under another host name. */
  URI elsewhere(String path) {
    return at("127.0.0.1", path);
  }

  /** The same server under any host name. */
  URI at(String host, String path) {
    return URI.create(scheme + "://" + host + ":" + port() + path);
  }

  ChartServer answer(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  ChartServer file(String path, byte[] contents) {
    return answer(path, exchange -> send(exchange, 200, contents));
  }

  ChartServer status(String path, int status) {
    return answer(path, exchange -> send(exchange, status, new byte[0]));
  }

  ChartServer redirect(String path, String to) {
    return answer(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", to);
          send(exchange, 302, new byte[0]);
        });
  }

  /** Serves the packed charts and an index of them, the last one first, at {@code /charts/}. */
  ChartServer repository(Map<String, byte[]> archivesByVersion) {
    var index = new StringBuilder("apiVersion: v1\nentries:\n  other:\n  - version: 9.9.9\n");
    index.append("  pg-operator:\n");
    archivesByVersion.forEach(
        (version, archive) -> {
          file("/charts/pg-operator-" + version + ".tgz", archive);
          index.append(entry(version, Sha256.of(archive), "pg-operator-" + version + ".tgz"));
        });
    return index(index + "generated: now\n");
  }

  ChartServer index(String text) {
    return file("/charts/index.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  static String entry(String version, String digest, String url) {
    return """
      - name: pg-operator
        maintainers: [{name: a, email: b}]
        version: %s
        digest: %s
        urls:
        - %s
    """
        .formatted(version, digest, url)
        .indent(0);
  }

  List<Seen> seen() {
    return seen;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = exchange.getRequestHeaders();
      var path = exchange.getRequestURI().getPath();
      seen.add(
          new Seen(
              path, headers.getFirst("Authorization"), headers.getFirst("Proxy-Authorization")));
      answers.getOrDefault(path, e -> send(e, 404, new byte[0])).send(exchange);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
