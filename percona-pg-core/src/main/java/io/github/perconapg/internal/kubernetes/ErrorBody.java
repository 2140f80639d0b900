package io.github.perconapg.internal.kubernetes;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that is an error, in the one form that all readers know: it may come from a
 * proxy, be of any form and have any length.
 */
final class ErrorBody<T> implements BodySubscriber<T> {

  /** Enough for the longest Status; what is longer is cut, and then is none. */
  private static final int LARGEST = 256 * 1024;

  private final BodySubscriber<T> reader;
  private final int status;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable Subscription upstream;
  private boolean asked;
  private boolean complete;
  private boolean told;

  /**
   * @param status the HTTP status
   */
  ErrorBody(BodySubscriber<T> reader, int status) {
    this.reader = reader;
    this.status = status;
  }

  @Override
  public CompletionStage<T> getBody() {
    return reader.getBody();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    upstream = subscription;
    subscription.request(Long.MAX_VALUE);
    reader.onSubscribe(
        new Subscription() {
          @Override
          public void request(long n) {
            tell(true, false);
          }

          @Override
          public void cancel() {
            subscription.cancel();
          }
        });
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (var buffer : buffers) {
      var part = new byte[Math.min(buffer.remaining(), LARGEST - bytes.size())];
      buffer.get(part);
      bytes.writeBytes(part);
    }
    if (bytes.size() >= LARGEST && upstream != null) {
      upstream.cancel();
      tell(false, true);
    }
  }

  @Override
  public void onError(Throwable error) {
    reader.onError(error);
  }

  @Override
  public void onComplete() {
    tell(false, true);
  }

  /** Passes it on once it is there and wanted. */
  private void tell(boolean wanted, boolean there) {
    synchronized (this) {
      asked |= wanted;
      complete |= there;
      if (!asked || !complete || told) {
        return;
      }
      told = true;
    }
    reader.onNext(List.of(ByteBuffer.wrap(ErrorAnswer.json(status, bytes.toByteArray()))));
    reader.onComplete();
  }
}
