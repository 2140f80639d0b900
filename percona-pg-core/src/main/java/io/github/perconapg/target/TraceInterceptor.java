package io.github.perconapg.target;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.github.perconapg.event.Event;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports every request once its answer's head is there, or once it failed. It must be the first
 * interceptor: only the first one sees the request object that a failure is reported with.
 */
final class TraceInterceptor implements Interceptor {

  private final Consumer<Event.RequestSent> trace;
  // Weak, because the client does not say when a request object is done with.
  private final Map<HttpRequest, Long> starts = Collections.synchronizedMap(new WeakHashMap<>());
  // A web socket's request is copied on the way, so that only its address is the same afterwards.
  private final Map<URI, Long> webSockets = Collections.synchronizedMap(new WeakHashMap<>());

  TraceInterceptor(Consumer<Event.RequestSent> trace) {
    this.trace = trace;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (builder instanceof WebSocket.Builder) {
      webSockets.put(request.uri(), System.nanoTime());
    } else {
      starts.put(request, System.nanoTime());
    }
  }

  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    starts.put(request, System.nanoTime());
    return consumer;
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.@Nullable Consumer<List<ByteBuffer>> consumer) {
    report(request, response.code());
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    report(request, 0);
  }

  private void report(HttpRequest request, int status) {
    var start = starts.get(request);
    if (start == null) {
      start = webSockets.get(request.uri());
    }
    var duration = start == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - start);
    var uri = request.uri();
    var path =
        uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    trace.accept(new Event.RequestSent(request.method(), path, status, duration));
  }
}
