package io.github.perconapg.internal.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.perconapg.internal.yaml.Unstructured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Keeps objects as an API server does: lists, watches, merge patches, server-side apply, and
 * conflicts by UID and resource version. It admits and allows everything, runs no controllers, and
 * establishes every CRD at once.
 */
public final class InMemoryApiServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Refusal(String method, Pattern path, int status, String message) {}

  private record Watch(String collection, BlockingQueue<String> events) {}

  private final HttpServer server;
  private final InMemoryObjects objects = new InMemoryObjects(this::tell);
  private final List<String> writes = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Watch> watches = new CopyOnWriteArrayList<>();

  /** Listens on loopback. */
  public InMemoryApiServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool(DaemonThreads.named("in-memory-api-server")));
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Stores an object at its path, as another client would. */
  public void put(String path, Map<String, Object> object) {
    synchronized (this) {
      var unused = objects.store(path, object);
    }
  }

  /** Returns an object; null if there is none. */
  public synchronized @Nullable Map<String, Object> get(String path) {
    return objects.get(path);
  }

  /** Refuses requests from now on whose path matches. */
  public synchronized void refuse(String method, String path, int status, String message) {
    refusals.add(new Refusal(method, Pattern.compile(path), status, message));
  }

  /** Answers all requests again. */
  public synchronized void refuseNothing() {
    refusals.clear();
  }

  /** Returns what clients wrote, as {@code METHOD path}, refused or not. */
  public synchronized List<String> writes() {
    return List.copyOf(writes);
  }

  @Override
  public void close() {
    watches.forEach(watch -> watch.events().add(""));
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
      if (query.contains("watch=true")) {
        stream(path, exchange);
        return;
      }
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var answer = answer(exchange.getRequestMethod(), path, query, body);
      var bytes = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(
          answer.get("code") instanceof Integer code ? code : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stream(String collection, HttpExchange exchange)
      throws IOException, InterruptedException {
    var watch = new Watch(collection, new LinkedBlockingQueue<>());
    watches.add(watch);
    try {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().flush();
      for (var event = watch.events().take(); !event.isEmpty(); event = watch.events().take()) {
        exchange.getResponseBody().write(event.getBytes(UTF_8));
        exchange.getResponseBody().flush();
      }
    } finally {
      watches.remove(watch);
    }
  }

  private void tell(String type, String path, Map<String, Object> object) {
    for (var watch : watches) {
      if (path.startsWith(watch.collection() + "/")) {
        watch.events().add(json(Map.of("type", type, "object", object)) + "\n");
      }
    }
  }

  private synchronized Map<String, Object> answer(
      String method, String path, String query, String body) {
    if (!method.equals("GET")) {
      writes.add(method + " " + path);
    }
    for (var refusal : refusals) {
      if (refusal.method().equals(method) && refusal.path().matcher(path).find()) {
        return InMemoryObjects.status(refusal.status(), refusal.message());
      }
    }
    return switch (method) {
      case "GET" -> objects.read(path, query);
      case "POST" ->
          path.endsWith("/selfsubjectaccessreviews")
              ? Map.of("status", Map.of("allowed", true))
              : objects.create(path, parse(body));
      case "PUT" -> objects.replace(path, parse(body));
      case "PATCH" ->
          query.contains("force=")
              ? objects.apply(path, parse(body))
              : objects.patch(path, parse(body));
      default -> objects.delete(path, query, parse(body));
    };
  }

  private static Map<String, Object> parse(String text) {
    return Unstructured.map(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
