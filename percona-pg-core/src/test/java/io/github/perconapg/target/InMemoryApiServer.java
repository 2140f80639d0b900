package io.github.perconapg.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
 * conflicts by UID and resource version. It admits everything, runs no controllers, and establishes
 * every CRD at once.
 */
public final class InMemoryApiServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern COLLECTION =
      Pattern.compile("(/api/v1|/apis/[^/]+/[^/]+)(/namespaces/[^/]+)?/[^/]+");
  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String ESTABLISHED = "k:{\"type\":\"Established\"}";

  private record Refusal(String method, Pattern path, int status, String message) {}

  private record Watch(String collection, BlockingQueue<String> events) {}

  private final HttpServer server;
  private final Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
  private final List<String> writes = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Watch> watches = new CopyOnWriteArrayList<>();
  private int version = 1000;

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
    var unused = store(path, object);
  }

  private synchronized Map<String, Object> store(String path, Map<String, Object> object) {
    var metadata = new LinkedHashMap<>(Unstructured.map(object, "metadata"));
    metadata.put("name", path.substring(path.lastIndexOf('/') + 1));
    metadata.putIfAbsent("uid", "uid-" + ++version);
    metadata.put("resourceVersion", Integer.toString(++version));
    var stored = new LinkedHashMap<>(object);
    stored.put("metadata", metadata);
    tell(objects.put(path, stored) == null ? "ADDED" : "MODIFIED", path, stored);
    return stored;
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
        return status(refusal.status(), refusal.message());
      }
    }
    return switch (method) {
      case "GET" -> read(path, query);
      case "POST" -> create(path, parse(body));
      case "PUT" -> replace(path, parse(body));
      case "PATCH" ->
          query.contains("force=") ? apply(path, parse(body)) : patch(path, parse(body));
      default -> delete(path, parse(body));
    };
  }

  private Map<String, Object> read(String path, String query) {
    var found = objects.get(path);
    if (found != null) {
      return found;
    }
    if (COLLECTION.matcher(path).matches()) {
      var items =
          objects.entrySet().stream()
              .filter(o -> o.getKey().startsWith(path + "/"))
              .filter(o -> o.getKey().indexOf('/', path.length() + 1) < 0)
              .map(Map.Entry::getValue)
              .filter(object -> isSelected(object, query))
              .toList();
      return Map.of(
          "kind",
          "List",
          "apiVersion",
          "v1",
          "metadata",
          Map.of("resourceVersion", Integer.toString(version)),
          "items",
          items);
    }
    return discover(path);
  }

  /** The CRDs that are stored, and nothing else. */
  private Map<String, Object> discover(String path) {
    var parts = path.split("/", -1); // "", apis, group, version
    var group = parts.length > 2 && parts[1].equals("apis") ? parts[2] : "";
    var plurals =
        objects.keySet().stream()
            .filter(name -> !group.isEmpty() && name.startsWith(CRDS + "/"))
            .filter(name -> name.endsWith("." + group))
            .map(name -> name.substring(CRDS.length() + 1, name.indexOf('.', CRDS.length())))
            .toList();
    if (path.equals("/version")) {
      return Map.of("gitVersion", "v1.34.0");
    }
    if (plurals.isEmpty()) {
      return status(404, path + " not found");
    }
    return parts.length == 3
        ? Map.of("versions", List.of(Map.of("groupVersion", group + "/v1")))
        : Map.of("resources", plurals.stream().map(p -> Map.of("name", p)).toList());
  }

  private static boolean isSelected(Map<String, Object> object, String query) {
    for (var part : query.split("&", -1)) {
      var selector = part.substring(part.indexOf('=') + 1);
      var path =
          part.startsWith("labelSelector=")
              ? "labels"
              : part.startsWith("fieldSelector=metadata.name=") ? "name" : null;
      if ("name".equals(path)
          && !part.endsWith("=" + Unstructured.text(object, "metadata", "name"))) {
        return false;
      }
      if ("labels".equals(path)
          && !Arrays.stream(selector.split(",", -1))
              .map(label -> label.split("=", 2))
              .allMatch(l -> l[1].equals(Unstructured.text(object, "metadata", "labels", l[0])))) {
        return false;
      }
    }
    return true;
  }

  private Map<String, Object> create(String collection, Map<String, Object> object) {
    var path = collection + "/" + Unstructured.text(object, "metadata", "name");
    if (objects.containsKey(path)) {
      return status(409, path + " already exists");
    }
    return store(path, object);
  }

  private Map<String, Object> replace(String path, Map<String, Object> object) {
    return changed(path, object, object);
  }

  private Map<String, Object> patch(String path, Map<String, Object> patch) {
    var now = objects.get(path);
    return changed(path, patch, now == null ? patch : merged(now, patch));
  }

  private Map<String, Object> apply(String path, Map<String, Object> object) {
    var condition = Map.of("f:status", Map.of("f:conditions", Map.of(ESTABLISHED, Map.of())));
    var metadata =
        Map.<String, Object>of(
            "generation", 1, "managedFields", List.of(Map.of("fieldsV1", condition)));
    var applied = merged(object, Map.of("metadata", metadata));
    if (!objects.containsKey(path)) {
      return store(path, applied);
    }
    return changed(path, object, applied);
  }

  private Map<String, Object> delete(String path, Map<String, Object> options) {
    var conflict = conflict(path, Unstructured.map(options, "preconditions"));
    if (conflict != null) {
      return conflict;
    }
    tell("DELETED", path, Objects.requireNonNull(objects.remove(path)));
    return Map.of("kind", "Status", "status", "Success");
  }

  private Map<String, Object> changed(
      String path, Map<String, Object> sent, Map<String, Object> object) {
    var conflict = conflict(path, Unstructured.map(sent, "metadata"));
    if (conflict != null) {
      return conflict;
    }
    return store(path, object);
  }

  /** Null if the object exists and is the one that was meant. */
  private @Nullable Map<String, Object> conflict(String path, Map<String, Object> meant) {
    var now = objects.get(path);
    if (now == null) {
      return status(404, path + " not found");
    }
    for (var part : List.of("uid", "resourceVersion")) {
      var wanted = Unstructured.text(meant, part);
      if (!wanted.isEmpty() && !wanted.equals(Unstructured.text(now, "metadata", part))) {
        return status(409, "the object has been modified");
      }
    }
    return null;
  }

  private static Map<String, Object> merged(Map<String, Object> object, Map<String, Object> patch) {
    var result = new LinkedHashMap<>(object);
    patch.forEach(
        (key, value) -> {
          if (value instanceof Map && result.get(key) instanceof Map) {
            result.put(key, merged(Unstructured.map(result, key), Unstructured.map(patch, key)));
          } else {
            result.put(key, value);
          }
        });
    return result;
  }

  private static Map<String, Object> status(int code, String message) {
    return Map.of(
        "kind",
        "Status",
        "apiVersion",
        "v1",
        "status",
        "Failure",
        "reason",
        code == 403 ? "Forbidden" : "",
        "message",
        message,
        "code",
        code);
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
