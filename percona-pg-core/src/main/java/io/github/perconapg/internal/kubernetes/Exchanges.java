package io.github.perconapg.internal.kubernetes;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every exchange of one connection with its API server, and the limits that they share. All
 * requests pass here, those of the client library among them, so that no caller has to think of
 * limits, and none can forget one.
 */
final class Exchanges implements AutoCloseable {

  private static final Duration TIMER_KEPT = Duration.ofSeconds(5);

  final ExchangeLimits limits;
  private final Set<Exchange<?>> live = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer;
  private volatile @Nullable Long deadline;
  private volatile boolean closed;

  Exchanges(ExchangeLimits limits) {
    this.limits = limits;
    this.timer = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("percona-pg-limits"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setKeepAliveTime(TIMER_KEPT.toMillis(), TimeUnit.MILLISECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /** Sends a request; the answer, or what it failed with, comes within the limits. */
  <T> CompletableFuture<HttpResponse<T>> send(
      HttpClient client, HttpRequest request, BodyHandler<T> handler) {
    var exchange = new Exchange<>(this, request, handler);
    live.add(exchange);
    return exchange.send(client);
  }

  /**
   * Carries out work with a deadline over every exchange, those under way and those to come. After
   * an inner one, the outer one has at least its grace left, to end what it holds.
   */
  <T> T within(Duration allowed, Supplier<T> work) {
    var outer = deadline;
    set(System.nanoTime() + allowed.toNanos());
    try {
      return work.get();
    } finally {
      var now = System.nanoTime();
      set(outer != null && outer - now < 0 ? Long.valueOf(now) : outer);
    }
  }

  /** Returns what the run's deadline leaves to one that would be sent now. */
  Duration left() {
    var now = System.nanoTime();
    return Duration.ofNanos(Math.max(0, left(now, now)));
  }

  private void set(@Nullable Long end) {
    deadline = end;
    live.forEach(Exchange::look);
  }

  /**
   * Returns what the run's deadline leaves to an exchange, in nanoseconds; not more than zero when
   * it has to end.
   *
   * @param begun when it was sent
   */
  long left(long begun, long now) {
    var end = deadline;
    if (closed) {
      return 0;
    }
    if (end == null) {
      return Long.MAX_VALUE;
    }
    var last = Math.max(end - now, begun + limits.last().toNanos() - now);
    return Math.min(last, end + limits.grace().toNanos() - now);
  }

  /** Looks at an exchange again after so many nanoseconds; null once the connection is closed. */
  @Nullable Future<?> lookAfter(Exchange<?> exchange, long nanos) {
    try {
      return timer.schedule(exchange::look, nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      return null; // closed in this moment, which ends every exchange
    }
  }

  void ended(Exchange<?> exchange) {
    live.remove(exchange);
  }

  boolean closed() {
    return closed;
  }

  /** Ends every exchange and the thread that watches over them. */
  @Override
  public void close() {
    closed = true;
    live.forEach(Exchange::look);
    timer.shutdownNow();
  }
}
