package io.github.perconapg.internal.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A watch whose events come as text, most often with nothing but metadata: a CRD has up to 750 kB,
 * its metadata two or three. It is not opened again when it ends; who waits on it looks for itself
 * now and then.
 */
public final class MetadataWatch implements AutoCloseable {

  /** A line is the metadata of one object; what is longer comes from something else. */
  private static final int LONGEST_LINE = 4 << 20;

  private final Consumer<String> onEvent;
  private final CountDownLatch ended = new CountDownLatch(1);
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
                  var unused = response.body().done().whenComplete((v, e) -> ended.countDown());
                  return response.body();
                });
    var unused =
        opened.whenComplete(
            (body, error) -> {
              if (error != null) {
                ended.countDown();
              }
            });
  }

  /**
   * Waits for the watch to end: by the server, by whatever stands on the way, or by the deadline.
   *
   * @return false when it goes on after so long a time
   */
  boolean ended(Duration atMost) {
    try {
      return ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Tells whether it has ended. */
  boolean hasEnded() {
    return ended.getCount() == 0;
  }

  /** Ends the watch. */
  @Override
  public void close() {
    ended.countDown();
    var unused = opened.thenAccept(AsyncBody::cancel);
  }

  private void take(List<ByteBuffer> buffers, AsyncBody body) {
    for (var buffer : buffers) {
      while (buffer.hasRemaining()) {
        var b = buffer.get();
        if (b == '\n') {
          onEvent.accept(line.toString(StandardCharsets.UTF_8));
          line.reset();
        } else if (line.size() < LONGEST_LINE) {
          line.write(b);
        } else {
          body.cancel();
          return;
        }
      }
    }
    body.consume();
  }
}
