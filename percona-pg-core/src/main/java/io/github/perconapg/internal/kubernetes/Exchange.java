package io.github.perconapg.internal.kubernetes;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer under the limits of its connection. The JDK's own timeout ends with
 * the answer's head; this one watches over the body as well.
 */
final class Exchange<T> implements BodyHandler<T> {

  private static final Pattern STREAM = Pattern.compile("(^|&)(watch|follow)=(true|1)(&|$)");

  private final Exchanges all;
  private final HttpRequest request;
  private final BodyHandler<T> handler;
  private final Duration silence;
  private final long begun = System.nanoTime();
  private final CompletableFuture<HttpResponse<T>> answer = new CompletableFuture<>();
  private volatile boolean stream;
  private volatile long heard = begun;
  private volatile boolean waiting = true;
  private volatile @Nullable CompletableFuture<HttpResponse<T>> sent;
  private volatile @Nullable LimitedBody<T> body;
  private @Nullable Future<?> nextLook;
  private boolean ended;

  Exchange(Exchanges all, HttpRequest request, BodyHandler<T> handler) {
    this.all = all;
    this.request = request;
    this.handler = handler;
    var query = request.uri().getRawQuery();
    this.stream = query != null && STREAM.matcher(query).find();
    var asked = request.timeout().orElse(all.limits.silence());
    this.silence = asked.compareTo(all.limits.silence()) < 0 ? asked : all.limits.silence();
  }

  CompletableFuture<HttpResponse<T>> send(HttpClient client) {
    look();
    if (answer.isDone()) {
      return answer;
    }
    var running = client.sendAsync(request, this);
    sent = running;
    if (answer.isDone()) {
      running.cancel(true); // given up in this moment
    }
    var unused = running.whenComplete(this::head);
    return answer;
  }

  private void head(@Nullable HttpResponse<T> response, @Nullable Throwable error) {
    if (response == null) {
      end();
      answer.completeExceptionally(
          error instanceof CompletionException && error.getCause() != null
              ? error.getCause()
              : error);
    } else {
      answer.complete(RetryAfter.bounded(response, all.limits.last()));
    }
  }

  /** Called once the answer's head is there. */
  @Override
  public BodySubscriber<T> apply(ResponseInfo info) {
    heard();
    var success = info.statusCode() / 100 == 2;
    stream &= success;
    BodySubscriber<T> reader = handler.apply(info);
    var limited =
        new LimitedBody<>(
            this,
            success ? reader : new ErrorBody<>(reader, info.statusCode()),
            success ? AnswerForm.of(request.uri(), info) : AnswerForm.ANY,
            success && !stream ? all.limits.bytes() : Long.MAX_VALUE);
    body = limited;
    look();
    return limited;
  }

  /** A byte came, or the reader has requested more. */
  void heard() {
    heard = System.nanoTime();
  }

  /** Whether a byte is waited for; a reader that takes its time is not the server's silence. */
  void waiting(boolean now) {
    waiting = now;
    heard();
  }

  /** Looks whether a limit is passed, and ends the exchange if so. */
  void look() {
    Throwable passed;
    synchronized (this) {
      if (ended) {
        return;
      }
      if (nextLook != null) {
        nextLook.cancel(false);
      }
      var now = System.nanoTime();
      var deadline = all.left(begun, now);
      var quiet = stream ? Long.MAX_VALUE : silence.toNanos() - (waiting ? now - heard : 0);
      var whole = stream ? Long.MAX_VALUE : begun + all.limits.answer().toNanos() - now;
      var next = Math.min(deadline, Math.min(quiet, whole));
      if (next > 0) {
        nextLook = next == Long.MAX_VALUE ? null : all.lookAfter(this, next);
        return;
      }
      passed =
          deadline <= 0
              ? new TimeoutException(
                  all.closed()
                      ? "the connection was closed before the answer had come"
                      : "no answer before the run's deadline")
              : new HttpTimeoutException(
                  quiet <= 0
                      ? "no byte of an answer for " + silence.toSeconds() + " s"
                      : "no complete answer within " + all.limits.answer().toSeconds() + " s");
    }
    fail(passed);
  }

  /** Gives up. A stream ends as if the server had ended it: its reader expects that at any time. */
  void fail(Throwable why) {
    end();
    answer.completeExceptionally(why);
    var running = sent;
    if (running != null) {
      running.cancel(true);
    }
    var reading = body;
    if (reading != null) {
      reading.stop(stream ? null : why);
    }
  }

  synchronized void end() {
    ended = true;
    if (nextLook != null) {
      nextLook.cancel(false);
    }
    all.ended(this);
  }

  synchronized boolean ended() {
    return ended;
  }
}
