package io.github.perconapg.internal.helm.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the API server while Helm renders: Helm shows what it rendered nowhere but in the
 * record that it writes first of all, and renders with a cluster's capabilities only when it
 * believes to work on one. This one answers what the caller knows of the cluster, keeps that first
 * record, and refuses it, so that Helm ends there.
 *
 * <p>It listens on the loopback interface for one rendering, and only below a path that no other
 * user can guess.
 */
final class RenderServer implements AutoCloseable {

  /** The record: base64 of gzip, which stands as it is in the Secret's protocol buffer message. */
  private static final Pattern RECORD = Pattern.compile("H4sI[A-Za-z0-9+/]+=*");

  private static final Pattern ONE_VERSION = Pattern.compile("/api/[^/]+|/apis/[^/]+/[^/]+");

  private static final String DISCOVERY =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

  private static final String REFUSED =
      """
      {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"%s","code":%d,\
      "message":"only rendered"}\
      """;

  private final Map<String, String> answers;
  private final UnaryOperator<WorkerMessage> caller;
  private final String secret = "/" + UUID.randomUUID();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile @Nullable String record;
  private volatile boolean looksUp;

  /**
   * Listens.
   *
   * @param answers the API server's answers by their paths
   * @param caller is asked what a template looks up
   */
  RenderServer(Map<String, String> answers, UnaryOperator<WorkerMessage> caller)
      throws IOException {
    this.answers = answers;
    this.caller = caller;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(secret + "/", this::handle);
    server.start();
  }

  /** A kubeconfig that leads here. */
  String kubeconfig() {
    var address = server.getAddress();
    return """
    apiVersion: v1
    kind: Config
    current-context: render
    clusters: [{name: render, cluster: {server: "http://%s:%d%s"}}]
    users: [{name: render, user: {}}]
    contexts: [{name: render, context: {cluster: render, user: render}}]
    """
        .formatted(address.getAddress().getHostAddress(), address.getPort(), secret);
  }

  /** The record that Helm has tried to write, encoded as Helm stores it; null before. */
  @Nullable String record() {
    return record;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var path = exchange.getRequestURI().getRawPath().substring(secret.length());
      var query = exchange.getRequestURI().getRawQuery();
      if (!exchange.getRequestMethod().equals("GET")) {
        var found = RECORD.matcher(new String(body, ISO_8859_1));
        if (record == null && path.endsWith("/secrets") && found.find()) {
          record = found.group();
        }
        answer(exchange, 403, "Forbidden");
        return;
      }
      // Helm reads its own records by their labels, and objects that it is about to write without
      // asking for their kinds again; a lookup asks for its kind, then for the object.
      var looked = looksUp;
      looksUp = ONE_VERSION.matcher(path).matches();
      var known = path.endsWith("/secrets") && query == null ? null : answers.get(path);
      if (known != null) {
        answer(exchange, 200, path.matches("/apis?") ? DISCOVERY : "application/json", known);
      } else if (looked) {
        var found = caller.apply(new WorkerMessage(Map.of(WorkerMessage.LOOKUP, path)));
        answer(
            exchange,
            Integer.parseInt(found.get(WorkerMessage.STATUS)),
            "application/json",
            found.get(WorkerMessage.BODY));
      } else {
        answer(exchange, 404, "NotFound");
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String reason) throws IOException {
    answer(exchange, status, "application/json", REFUSED.formatted(reason, status));
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
