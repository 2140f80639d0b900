package io.github.perconapg.internal.kubernetes;

import io.github.perconapg.internal.yaml.Unstructured;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The objects of an API server in memory, by path, with its rules for merge patches, server-side
 * apply, and conflicts by UID and resource version. Not safe for use by several threads.
 */
final class InMemoryObjects {

  private static final Pattern COLLECTION =
      Pattern.compile("(/api/v1|/apis/[^/]+/[^/]+)(/namespaces/[^/]+)?/[^/]+");
  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String ESTABLISHED = "k:{\"type\":\"Established\"}";

  /** Hears of every change. */
  interface Listener {
    void tell(String type, String path, Map<String, Object> object);
  }

  private final Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
  private final Listener told;
  private int version = 1000;

  InMemoryObjects(Listener told) {
    this.told = told;
  }

  @Nullable Map<String, Object> get(String path) {
    return objects.get(path);
  }

  Map<String, Object> store(String path, Map<String, Object> object) {
    var metadata = new LinkedHashMap<>(Unstructured.map(object, "metadata"));
    metadata.put("name", path.substring(path.lastIndexOf('/') + 1));
    metadata.putIfAbsent("uid", "uid-" + ++version);
    metadata.put("resourceVersion", Integer.toString(++version));
    var stored = new LinkedHashMap<>(object);
    stored.put("metadata", metadata);
    told.tell(objects.put(path, stored) == null ? "ADDED" : "MODIFIED", path, stored);
    return stored;
  }

  Map<String, Object> read(String path, String query) {
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

  Map<String, Object> create(String collection, Map<String, Object> object) {
    var path = collection + "/" + Unstructured.text(object, "metadata", "name");
    if (objects.containsKey(path)) {
      return status(409, path + " already exists");
    }
    return store(path, object);
  }

  Map<String, Object> replace(String path, Map<String, Object> object) {
    return changed(path, object, object);
  }

  Map<String, Object> patch(String path, Map<String, Object> patch) {
    var now = objects.get(path);
    return changed(path, patch, now == null ? patch : merged(now, patch));
  }

  Map<String, Object> apply(String path, Map<String, Object> object) {
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

  Map<String, Object> delete(String path, String query, Map<String, Object> options) {
    if (!objects.containsKey(path) && COLLECTION.matcher(path).matches()) {
      var deleted =
          objects.entrySet().stream()
              .filter(o -> o.getKey().startsWith(path + "/"))
              .filter(o -> o.getKey().indexOf('/', path.length() + 1) < 0)
              .filter(o -> isSelected(o.getValue(), query))
              .map(Map.Entry::getKey)
              .toList();
      deleted.forEach(
          name -> told.tell("DELETED", name, Objects.requireNonNull(objects.remove(name))));
      return Map.of("kind", "Status", "status", "Success");
    }
    var conflict = conflict(path, Unstructured.map(options, "preconditions"));
    if (conflict != null) {
      return conflict;
    }
    told.tell("DELETED", path, Objects.requireNonNull(objects.remove(path)));
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

  static Map<String, Object> status(int code, String message) {
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
}
