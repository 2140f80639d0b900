package io.github.perconapg.internal.kubernetes;

import io.github.perconapg.internal.problem.UnusableAnswer;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Passes an answer's body on while it keeps to the limits. It may be stopped from outside, by
 * another thread than the one that brings bytes; its reader hears from one of them at a time.
 */
final class LimitedBody<T> implements BodySubscriber<T> {

  private final Exchange<T> exchange;
  private final BodySubscriber<T> reader;
  private final AnswerForm form;
  private final long largest;
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicLong asked = new AtomicLong();
  private volatile @Nullable Thread turn;
  private volatile @Nullable Subscription subscription;
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;
  private boolean done;
  private boolean begun;
  private long length;

  /**
   * @param reader whose body it is
   * @param form what the body has to begin with
   * @param largest how many bytes are passed on
   */
  LimitedBody(Exchange<T> exchange, BodySubscriber<T> reader, AnswerForm form, long largest) {
    this.exchange = exchange;
    this.reader = reader;
    this.form = form;
    this.largest = largest;
  }

  @Override
  public CompletionStage<T> getBody() {
    return reader.getBody();
  }

  @Override
  public void onSubscribe(Subscription upstream) {
    subscription = upstream;
    if (stopped || exchange.ended()) {
      upstream.cancel();
    }
    exchange.waiting(false);
    reader.onSubscribe(
        new Subscription() {
          @Override
          public void request(long n) {
            asked.updateAndGet(now -> now + n < 0 ? Long.MAX_VALUE : now + n);
            exchange.waiting(true);
            upstream.request(n);
          }

          @Override
          public void cancel() {
            exchange.end();
            upstream.cancel();
          }
        });
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    var more = asked.updateAndGet(now -> now == Long.MAX_VALUE ? now : now - 1);
    exchange.waiting(more > 0);
    var objection = objection(buffers);
    if (objection != null) {
      exchange.fail(new UnusableAnswer(objection));
      return;
    }
    inTurn(() -> reader.onNext(buffers));
  }

  private @Nullable String objection(List<ByteBuffer> buffers) {
    for (var buffer : buffers) {
      length += buffer.remaining();
      if (!begun && buffer.hasRemaining()) {
        var first = AnswerForm.first(buffer);
        begun = first >= 0;
        if (begun && !form.beginsWith(first)) {
          return form.objection();
        }
      }
    }
    return length > largest ? "its answer is longer than " + (largest >> 20) + " MiB" : null;
  }

  @Override
  public void onError(Throwable error) {
    exchange.end();
    stop(error);
  }

  @Override
  public void onComplete() {
    if (!begun && form != AnswerForm.ANY) {
      exchange.fail(new UnusableAnswer("its answer is empty"));
      return;
    }
    exchange.end();
    stop(null);
  }

  /**
   * Ends it, and tells the reader once.
   *
   * @param why null when it ended as it should
   */
  void stop(@Nullable Throwable why) {
    if (failure == null) {
      failure = why;
    }
    stopped = true;
    var upstream = subscription;
    if (upstream != null) {
      upstream.cancel();
    }
    inTurn(() -> {});
  }

  /** Carries a call out unless another is under way, and tells the end after the last one. */
  private void inTurn(Runnable call) {
    if (turn == Thread.currentThread()) {
      call.run(); // from within the reader's own call
      return;
    }
    if (turns.getAndIncrement() > 0) {
      return; // whichever thread is there sees that it is stopped
    }
    turn = Thread.currentThread();
    if (!stopped) {
      call.run();
    }
    turn = null;
    do {
      if (stopped && !done) {
        done = true;
        var why = failure;
        if (why == null) {
          reader.onComplete();
        } else {
          reader.onError(why);
        }
      }
    } while (turns.decrementAndGet() > 0);
  }
}
