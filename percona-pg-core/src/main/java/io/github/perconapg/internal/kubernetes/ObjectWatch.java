package io.github.perconapg.internal.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.github.perconapg.internal.yaml.Unstructured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one list as they are now: read once, then kept up to date by a watch. A proxy on
 * the way may hold a watch back, a permission to watch may be missing, and a watch may end: so the
 * list is read again when {@link #refresh} is called, and a watch that fell behind is replaced.
 */
public final class ObjectWatch<T> implements AutoCloseable {

  /** Is told of changes, by a thread of the client or by the one that refreshes. */
  public interface Listener<T> {

    /** An object is new, or has changed. */
    void changed(T now);

    /** An object does not exist any more. */
    void gone(T last);
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ApiRequests api;
  private final String path;
  private final Function<Object, T> reader;
  private final Listener<T> listener;
  private final Map<String, T> objects = new LinkedHashMap<>();
  private final Map<String, String> versions = new LinkedHashMap<>();
  private @Nullable MetadataWatch watch;
  private int watches;
  private boolean closed;

  /**
   * Reads the list, and begins to watch it.
   *
   * @param path of the list, with the query that selects from it if there is any
   * @param reader makes an object of its map
   * @throws KubernetesClientException when the list cannot be read
   */
  public ObjectWatch(
      ApiRequests api, String path, Function<Object, T> reader, Listener<T> listener) {
    this.api = api;
    this.path = path;
    this.reader = reader;
    this.listener = listener;
    refresh();
  }

  /** The objects as they were seen last. */
  public synchronized List<T> objects() {
    return List.copyOf(objects.values());
  }

  /**
   * Reads the list again.
   *
   * @throws KubernetesClientException when it cannot be read; what was seen last then stays
   */
  public void refresh() {
    var list = api.get(path);
    synchronized (this) {
      if (closed) {
        return;
      }
      var moved = replace(Unstructured.list(list, "items"));
      if (moved || watch == null || watch.hasEnded()) {
        open(Unstructured.text(list, "metadata", "resourceVersion"));
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    watches++;
    if (watch != null) {
      watch.close();
    }
  }

  /** Takes what was read; whether any of it was not known from the watch. */
  private boolean replace(List<Object> items) {
    var now = new LinkedHashMap<String, Object>();
    items.forEach(item -> now.put(Unstructured.text(item, "metadata", "uid"), item));
    var gone = objects.keySet().stream().filter(uid -> !now.containsKey(uid)).toList();
    gone.forEach(this::remove);
    var moved = !gone.isEmpty();
    for (var item : now.values()) {
      moved |= put(item);
    }
    return moved;
  }

  private void open(String version) {
    if (watch != null) {
      watch.close();
    }
    var number = ++watches;
    watch =
        api.watch(
            path + (path.contains("?") ? "&" : "?") + "resourceVersion=" + version,
            line -> take(number, line));
  }

  private synchronized void take(int number, String line) {
    if (number != watches) {
      return; // of a watch that was replaced
    }
    Map<?, ?> event;
    try {
      event = JSON.readValue(line, Map.class);
    } catch (JsonProcessingException e) {
      event = Map.of(); // cut, or of something else than an API server
    }
    var object = Unstructured.map(event, "object");
    switch (Unstructured.text(event, "type")) {
      case "ADDED", "MODIFIED" -> put(object);
      case "DELETED" -> {
        put(object);
        remove(Unstructured.text(object, "metadata", "uid"));
      }
      default -> {
        if (watch != null) {
          watch.close(); // most often its version is too old; the next refresh opens another
        }
      }
    }
  }

  private boolean put(Object object) {
    var uid = Unstructured.text(object, "metadata", "uid");
    var version = Unstructured.text(object, "metadata", "resourceVersion");
    if (version.equals(versions.put(uid, version))) {
      return false;
    }
    var now = reader.apply(object);
    objects.put(uid, now);
    listener.changed(now);
    return true;
  }

  private void remove(String uid) {
    versions.remove(uid);
    var last = objects.remove(uid);
    if (last != null) {
      listener.gone(last);
    }
  }
}
