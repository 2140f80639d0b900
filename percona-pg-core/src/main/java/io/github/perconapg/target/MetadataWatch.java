package io.github.perconapg.target;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A watch whose events carry nothing but metadata: a definition has up to 750 kB, its metadata two
 * or three. It is not opened again when it ends; who waits on it looks for itself now and then.
 */
public final class MetadataWatch implements AutoCloseable {

  private final Consumer<String> onEvent;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final CompletableFuture<AsyncBody> opened;

  /**
   * @param onEvent receives each event as one line of JSON, on a thread of the client
   */
  MetadataWatch(HttpClient client, HttpRequest request, Consumer<String> onEvent) {
    this.onEvent = onEvent;
    this.opened =
        client
            .consumeBytes(request, this::take)
            .thenApply(
                response -> {
                  response.body().consume();
                  return response.body();
                });
  }

  /** Ends the watch. */
  @Override
  public void close() {
    var unused = opened.thenAccept(AsyncBody::cancel);
  }

  private void take(List<ByteBuffer> buffers, AsyncBody body) {
    for (var buffer : buffers) {
      while (buffer.hasRemaining()) {
        var b = buffer.get();
        if (b == '\n') {
          onEvent.accept(line.toString(StandardCharsets.UTF_8));
          line.reset();
        } else {
          line.write(b);
        }
      }
    }
    body.consume();
  }
}
